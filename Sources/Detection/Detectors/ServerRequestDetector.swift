import Policy
package import TrafficModel

/// Servers that ask the model or the person behind a client, too often or for a visit elsewhere.
package struct ServerRequestDetector: Detector {
  package static let about = DetectorDescription(
    id: "SMP-01", title: "Sampling or elicitation out of proportion", severity: .high,
    fires: """
      when a server sends more than 10 requests for sampling or elicitation in a minute to a client (per_minute), or sends a \
      person to a URL that is not of its own domain, not HTTPS, a bare address, or carries a user name; high when a form has a \
      field for a password, key, code or card
      """,
    staysSilent: "for forms and model requests at a human pace; for loopback; for the server's own domain",
    falseAlarms: ["sign-in at a third party that the server names directly", "agents that plan by sampling"],
    references: [
      .attack("T1056"), .atlas("AML.T0051.001"), .atlas("AML.T0034.002"), .owasp("MCP06"), .safe("SAFE-T1112"),
      .safe("SAFE-T1403"),
    ],
    thresholds: ["per_minute"])
  package static let interest: TrafficEvent.Kinds = .message

  private struct Pair: Hashable, Sendable {
    var client: IPAddress
    var server: Endpoint
  }

  private static let pairLimit = 16_384
  private static let minute: Int64 = 60_000_000_000

  private let perMinute: Int
  /// Times of the last `perMinute` requests, oldest first.
  private var times = RecentTable<Pair, [Timestamp]>(limit: Self.pairLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    perMinute = max(1, min(setup.threshold("SMP-01", "per_minute", 10), 10_000))
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    guard message.kind == .request, message.direction == .toClient else { return }
    switch message.method.rawTextForMatchingAndStorage {
    case "elicitation/create":
      if let finding = judgeForm(message) { findings.append(finding) }
      if let finding = judgeAddress(message) { findings.append(finding) }
      count(message, &findings)
    case "sampling/createMessage": count(message, &findings)
    default: break
    }
  }

  private mutating func count(_ message: MCPMessage, _ findings: inout [Finding]) {
    let pair = Pair(client: message.flow.client.address, server: message.flow.server)
    let now = message.extent.start
    var recent = times[pair] ?? []
    let isOver = recent.count >= perMinute && now - recent[recent.count - perMinute] < Self.minute
    recent.append(now)
    if recent.count > perMinute { recent.removeFirst(recent.count - perMinute) }
    times[pair] = recent
    guard isOver else { return }
    findings.append(
      claim(
        message, "rate", "\(message.flow.server) asks \(pair.client) more than \(perMinute) times a minute",
        confidence: 0.7,
        score: [ScorePart("requests_per_minute_allowed", perMinute)],
        why: """
          The server \(message.flow.server) uses the client's model or its person at a pace no conversation has. It pays with \
          the client's money, or wears out the one who has to agree.
          """))
  }

  /// Forms are no place for secrets (revision 2025-11-25, client/elicitation, "Security Considerations").
  private func judgeForm(_ message: MCPMessage) -> Finding? {
    guard let params = message.params?.text, !params.isEmpty, let field = SecretField.first(in: params) else {
      return nil
    }
    return claim(
      message, "secret", "\(message.flow.server) asks a person for a secret: \(field)", severity: .high,
      confidence: 0.8,
      score: [],
      why: """
        A form of the server \(message.flow.server) has the field \(field). The specification forbids asking for secrets in \
        forms, where client, model and logs see them.
        """)
  }

  private func judgeAddress(_ message: MCPMessage) -> Finding? {
    guard let params = message.params?.text, !params.isEmpty else { return nil }
    let url = JSONLeaves.leaves(params).first { $0.path == ["url"] }
    guard case .text(let text)? = url?.value, let mention = URLMention.all(in: Array(text.utf8)).first else {
      return nil
    }
    guard let flaw = Self.flaw(mention, text, message) else { return nil }
    return claim(
      message, "address \(flaw)", "\(message.flow.server) sends a person to \(UntrustedText(mention.host))",
      confidence: 0.6, score: [],
      why: """
        The server \(message.flow.server) asks the person behind \(message.flow.client.address) to open an address \
        \(own: flaw). The specification wants the server's own page first. Somebody may be led to sign in where they should not.
        """)
  }

  /// What is odd about an address, in words; nil when nothing is.
  private static func flaw(_ mention: URLMention, _ text: String, _ message: MCPMessage) -> String? {
    let authority = mention.rest.prefix { $0 != "/" && $0 != "?" }
    if authority.contains("@") || text.prefix(while: { $0 != "?" }).contains("@") { return "with a user name in it" }
    if let address = HostName.address(mention.host) {
      return address.address.isLoopback ? nil : "that is a bare address"
    }
    if mention.host == "localhost" { return nil }
    if mention.scheme == "http" { return "without encryption" }
    if mention.host.contains("xn--") { return "whose name may look like another's" }
    guard let own = message.session.authority.map({ HostName.bare($0.rawTextForMatchingAndStorage) }),
      HostName.address(own) == nil, own != "localhost"
    else { return nil }
    return HostName.registered(own) == HostName.registered(mention.host) ? nil : "of another domain"
  }

  private func claim(
    _ message: MCPMessage, _ key: String, _ title: FindingText, severity: Severity = .medium, confidence: Double,
    score: [ScorePart], why: FindingText
  ) -> Finding {
    Self.about.finding(
      title, severity: severity, confidence: confidence,
      subject: FindingSubject(client: message.flow.client.address, server: message.flow.server), key: key,
      flow: message.flow, extent: message.extent,
      evidence: Evidence(Provenance(flow: message.flow.id, extent: message.extent)), score: score, explanation: why)
  }
}
