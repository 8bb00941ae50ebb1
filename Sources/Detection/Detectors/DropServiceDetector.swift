package import TrafficModel

/// Services that take anything from anybody: paste bins, webhook catchers, tunnels, out-of-band test hosts.
package struct DropServiceDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-11", title: "Drop service", severity: .medium,
    fires:
      "when a URL in arguments, a request, a TLS name or a name looked up belongs to a known service that takes data from "
      + "anybody", staysSilent: "on names that merely contain such a name; on text that mentions a URL (low)",
    falseAlarms: ["developers' own tunnels", "bots that post to chats by design"],
    references: [.attack("T1567.002"), .attack("T1572"), .atlas("AML.T0086"), .safe("SAFE-T1901")])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .http, .tls, .dns]

  /// Names that are remembered to belong to no such service.
  private static let nameLimit = 4_096

  private var harmless: Set<UntrustedText> = []

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    for mention in URLMention.all(in: call.arguments?.text ?? []) {
      guard let service = Self.service(host: mention.host, rest: mention.rest) else { continue }
      findings.append(
        finding(
          service, mention.host, call.flow, call.extent, tool: call.tool,
          severity: mention.isValue ? .medium : .low, "in arguments of a tool call"))
    }
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let host = exchange.host, let extent = exchange.extent else { return }
    let path = exchange.target?.rawTextForMatchingAndStorage ?? ""
    note(host, path, exchange.flow, extent, "in a request", &findings)
  }

  package mutating func observe(_ handshake: TLSHandshake, findings: inout [Finding]) {
    guard let name = handshake.serverName else { return }
    note(name, "", handshake.flow, handshake.extent, "in a TLS handshake", &findings)
  }

  package mutating func observe(_ exchange: DNSExchange, findings: inout [Finding]) {
    note(exchange.name, "", exchange.flow, exchange.extent, "in a DNS query", &findings)
  }

  private mutating func note(
    _ name: UntrustedText, _ path: String, _ flow: FlowReference, _ extent: Extent, _ place: String,
    _ findings: inout [Finding]
  ) {
    guard !harmless.contains(name) else { return }
    let host = HostName.bare(name.rawTextForMatchingAndStorage)
    guard Self.isListed(host) else {
      if harmless.count >= Self.nameLimit { harmless.removeAll(keepingCapacity: true) }
      harmless.insert(name)
      return
    }
    guard let service = Self.service(host: host, rest: host + path) else { return }
    findings.append(finding(service, host, flow, extent, tool: nil, severity: .medium, place))
  }

  private static func article(_ kind: String) -> String {
    (kind.first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + kind
  }

  private func finding(
    _ service: DropService, _ host: String, _ flow: FlowReference, _ extent: Extent, tool: UntrustedText?,
    severity: Severity, _ place: String
  ) -> Finding {
    Self.about.finding(
      "\(flow.client.address) uses \(own: Self.article(service.kind)): \(UntrustedText(host))", severity: severity,
      confidence: severity == .low ? 0.3 : 0.6,
      subject: FindingSubject(client: flow.client.address, tool: tool, destination: UntrustedText(host)), key: "drop",
      flow: flow, extent: extent, evidence: Evidence(Provenance(flow: flow.id, extent: extent)),
      explanation: """
        \(UntrustedText(host)) was seen \(own: place). It belongs to \(own: Self.article(service.kind)) that takes data from anybody \
        without an account.
        """)
  }

  /// Whether some service, whatever its path, is of this host.
  private static func isListed(_ host: String) -> Bool { domains(host).contains { DropService.all[$0] != nil } }

  /// The last two and three labels of the host, which is how the table is keyed.
  private static func domains(_ host: String) -> [String] {
    let labels = host.split(separator: ".")
    return [2, 3].filter { labels.count >= $0 }.map { labels.suffix($0).joined(separator: ".") }
  }

  static func service(host: String, rest: String) -> DropService? {
    for domain in domains(host) {
      guard let service = DropService.all[domain] else { continue }
      if let path = service.path {
        guard rest.drop(while: { $0 != "/" }).hasPrefix(path) else { continue }
      }
      return service
    }
    return nil
  }
}
