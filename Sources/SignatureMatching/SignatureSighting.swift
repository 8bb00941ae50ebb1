package import TrafficModel

/// Whom a matching event is about.
package struct SignatureSighting {
  package private(set) var flow: FlowReference?
  package private(set) var subject = FindingSubject()

  init() {}

  package init(_ event: TrafficEvent) {
    switch event {
    case .toolDefinition(let fact):
      let definition = fact.value
      flow = definition.flow
      subject = FindingSubject(server: definition.flow.server, tool: definition.tool)
    case .toolCall(let fact):
      let call = fact.value
      flow = call.flow
      subject = FindingSubject(client: call.flow.client.address, server: call.flow.server, tool: call.tool)
    case .dns(let fact):
      let exchange = fact.value
      flow = exchange.flow
      subject = FindingSubject(client: exchange.flow.client.address, destination: exchange.name)
    case .flow(let fact):
      let summary = fact.value
      flow = summary.flow
      subject = FindingSubject(
        client: summary.flow.client.address, server: summary.flow.server, destination: summary.serverName)
    case .finding(let fact):
      let finding = fact.value
      flow = finding.flow
      subject = finding.subject
    case .http(let exchange): set(exchange.value.flow)
    case .message(let message): set(message.value.flow)
    case .session(let session): set(session.value.flow)
    case .tls, .anomaly, .statistics: break
    }
  }

  private mutating func set(_ flow: FlowReference) {
    self.flow = flow
    subject = FindingSubject(client: flow.client.address, server: flow.server)
  }

  func title(_ signature: Signature) -> FindingText {
    guard let tool = subject.tool, !tool.isEmpty else { return "\(own: signature.title)" }
    return "\(own: signature.title): \(tool)"
  }
}

extension SignatureHit {
  /// The same for the same fact: the values that a correlation is grouped by.
  var key: String {
    var hash = StableHash()
    for (field, value) in group.sorted(by: { $0.key < $1.key }) {
      hash.combine(field)
      hash.combine(value)
    }
    return group.isEmpty ? "match" : String(hash.value, radix: 16)
  }
}
