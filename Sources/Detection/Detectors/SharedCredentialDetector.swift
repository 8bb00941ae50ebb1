import Policy
package import TrafficModel

/// One credential that a server hands on, that goes to several servers, or that comes from several clients.
package struct SharedCredentialDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-11", title: "Credential used in several places", severity: .critical,
    fires: """
      when a server presents a credential that was presented to it to a third host (pass-through); when the same credential \
      goes to two servers of different names, or comes from two client addresses in different networks with different \
      programs
      """,
    staysSilent:
      "for one server on several addresses under one name, and proxies that keep the name; for clients of one network",
    falseAlarms: ["one gateway under several names", "service tokens shared on purpose", "clients that roam"],
    references: [.attack("T1550.001"), .attack("T1528"), .owasp("MCP01"), .owasp("MCP07"), .safe("SAFE-T1304")])
  package static let interest: TrafficEvent.Kinds = .http

  private struct Use: Sendable {
    var flow: FlowReference
    var host: String?
    var agent: UntrustedText?
    var place: Provenance
  }

  private static let credentialLimit = 65_536
  private static let usesPerCredential = 16

  private var uses = RecentTable<KeyedHash, [Use]>(limit: Self.credentialLimit)
  private var gate = ServerGate()

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let credential = exchange.credential, let place = exchange.place,
      exchange.status != 401, exchange.status != 403
    else { return }
    let use = Use(
      flow: exchange.flow, host: exchange.bareHost, agent: exchange.requestHeader("user-agent"), place: place)
    let known = uses[credential.hash] ?? []
    guard !known.contains(where: { Self.isSame($0, use) }) else { return }
    for other in known { judge(use, other, exchange, &findings) }
    uses[credential.hash] = (known + [use]).suffix(Self.usesPerCredential)
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private static func isSame(_ a: Use, _ b: Use) -> Bool {
    a.flow.client.address == b.flow.client.address && a.flow.server == b.flow.server && a.host == b.host
      && a.agent == b.agent
  }

  private mutating func judge(_ use: Use, _ other: Use, _ exchange: HTTPExchange, _ findings: inout [Finding]) {
    let isOnward = use.flow.client.address == other.flow.server.address
    if isOnward || use.flow.server.address == other.flow.client.address {
      // The onward request ends first: it may be seen before the one that it serves.
      judgeOnward(inner: isOnward ? other : use, onward: isOnward ? use : other, exchange, &findings)
    } else if use.flow.server.address != other.flow.server.address, use.host != other.host {
      say(
        .high, 0.6, use, "servers-\(other.flow.server)",
        "One credential goes to \(use.flow.server) and \(other.flow.server)",
        """
        The same credential was presented to two servers. Each of them can use it against the other; tokens are issued for \
        one resource.
        """, [other.place], exchange, &findings)
    } else if use.flow.server == other.flow.server, use.agent != other.agent,
      Self.network(use.flow.client.address) != Self.network(other.flow.client.address)
    {
      say(
        .high, 0.5, use, "clients",
        "One credential comes from \(use.flow.client.address) and \(other.flow.client.address)",
        """
        Two different programs in different networks presented the same credential to \(use.flow.server): it may have been \
        stolen.
        """, [other.place], exchange, &findings)
    }
  }

  private mutating func judgeOnward(
    inner: Use, onward: Use, _ exchange: HTTPExchange, _ findings: inout [Finding]
  ) {
    // A proxy hands on everything, the name of the server included.
    guard onward.flow.server.address != inner.flow.server.address, onward.host == nil || onward.host != inner.host
    else {
      return
    }
    let finding = finding(
      .critical, 0.8, inner, "pass-through",
      "\(inner.flow.server) hands a client's credential on to \(onward.flow.server)",
      """
      What \(inner.flow.client.address) presented to \(inner.flow.server) was presented by it to \(onward.flow.server). MCP \
      forbids passing tokens through: the third host cannot tell who acts, and may keep the token.
      """, [onward.place], exchange)
    gate.pass(finding, at: inner.flow.server, looksLikeMCP: false, into: &findings)
  }

  private mutating func say(
    _ severity: Severity, _ confidence: Double, _ use: Use, _ key: String, _ title: FindingText, _ why: FindingText,
    _ others: [Provenance], _ exchange: HTTPExchange, _ findings: inout [Finding]
  ) {
    gate.pass(finding(severity, confidence, use, key, title, why, others, exchange), exchange, into: &findings)
  }

  private func finding(
    _ severity: Severity, _ confidence: Double, _ use: Use, _ key: String, _ title: FindingText, _ why: FindingText,
    _ others: [Provenance], _ exchange: HTTPExchange
  ) -> Finding {
    Self.about.finding(
      title, severity: severity, confidence: confidence, subject: FindingSubject(server: use.flow.server), key: key,
      flow: use.flow, extent: exchange.extent ?? Extent(Moment(time: .zero, frame: use.place.firstFrame)),
      evidence: Evidence(use.place, others), explanation: why)
  }

  /// /24 or /64.
  private static func network(_ address: IPAddress) -> UInt128 {
    address.v4Bits.map { UInt128($0 >> 8) } ?? address.bits >> 64
  }
}
