import Policy
package import TrafficModel

/// MCP clients that talk to MCP servers which their policy does not allow.
package struct ClientPolicyDetector: Detector {
  package static let about = DetectorDescription(
    id: "POL-02", title: "Client outside its policy", severity: .high,
    fires:
      "once for each client and MCP server, when the policy describes the client and no line of it allows the server",
    staysSilent: """
      without clients in the policy; for clients it does not describe; where the name the client used (Host, :authority) or one \
      that DNS gave for the address is allowed
      """,
    falseAlarms: ["a policy that is behind", "names that were resolved before the capture began"],
    references: [.attack("T1071"), .atlas("AML.T0084"), .owasp("MCP09"), .safe("SAFE-T1601")])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message, .session, .dns]
  /// Pairs already judged; beyond it they are judged anew, which the ledger knows.
  private static let pairs = 65_536

  private struct Pair: Hashable {
    var client: IPAddress
    var server: Endpoint
    var authority: UntrustedText?
  }

  private let egress: EgressPolicy
  private var names = ResolvedNames()
  private var judged: Set<Pair> = []

  package init(_ setup: DetectionSetup = DetectionSetup()) { egress = setup.egress }

  package mutating func observe(_ exchange: DNSExchange, findings: inout [Finding]) {
    guard !egress.clients.isEmpty else { return }
    names.learn(exchange)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard !egress.clients.isEmpty else { return }
    judge(call.flow, call.session, call.extent, &findings)
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    guard !egress.clients.isEmpty else { return }
    judge(message.flow, message.session, message.extent, &findings)
  }

  package mutating func observe(_ session: MCPSession, findings: inout [Finding]) {
    guard !egress.clients.isEmpty else { return }
    judge(session.flow, session.session, session.extent, &findings)
  }

  private mutating func judge(
    _ flow: FlowReference, _ session: SessionReference, _ extent: Extent, _ findings: inout [Finding]
  ) {
    let pair = Pair(client: flow.client.address, server: flow.server, authority: session.authority)
    guard let policy = egress.client(at: pair.client), !judged.contains(pair) else { return }
    if judged.count >= Self.pairs { judged.removeAll(keepingCapacity: true) }
    judged.insert(pair)
    var known = names.names(of: pair.server.address)
    // The client's own word for where it goes; not against that of DNS.
    let claimed = session.authority.map { HostName.bare($0.rawTextForMatchingAndStorage) }
    if let claimed, !names.isElsewhere(claimed, than: pair.server.address) { known.append(claimed) }
    guard policy.permission(for: pair.server, names: known, flow.transport) == nil else { return }
    let name: FindingText = session.authority.map { "\($0) (\(flow.server))" } ?? "\(flow.server)"
    findings.append(
      Self.about.finding(
        "\(pair.client) uses an MCP server that \(own: policy.name) may not use", severity: .high, confidence: 0.9,
        subject: FindingSubject(client: pair.client, server: pair.server, destination: session.authority),
        key: "client", flow: flow, extent: extent, evidence: Evidence(Provenance(flow: flow.id, extent: extent)),
        explanation: """
          \(pair.client) speaks MCP with \(name). The policy\(own: policy.line > 0 ? " (line \(policy.line))" : "") of \
          \(own: policy.name) names what it may talk to, and this is not among it.
          """))
  }
}
