package import TrafficModel

/// JSON Web Tokens whose claims should not have been accepted. Signatures are not checked here.
package struct TokenClaimsDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-04", title: "Weak token", severity: .critical,
    fires: """
      once for each client, server and flaw: no signature, a key chosen by the token, a strange key id, a lifetime over an hour, \
      none at all, accepted after its end or before its beginning, no audience, two audiences' tokens
      """,
    staysSilent: "for opaque tokens; for expired tokens that the server refuses; within a minute of the limits",
    falseAlarms: ["clocks that are wrong", "service tokens that live long by design"],
    references: [.attack("T1550.001"), .atlas("AML.T0091"), .owasp("MCP01"), .owasp("MCP07"), .safe("SAFE-T1306")])
  package static let interest: TrafficEvent.Kinds = [.http, .toolCall, .message, .session]

  private static let skewSeconds = 60.0
  private let lifetime: Double
  private let longLifetime: Double
  private var gate = ServerGate()

  /// Thresholds: `lifetime_seconds` (3600), `long_lifetime_seconds` (86400).
  package init(_ setup: DetectionSetup = DetectionSetup()) {
    lifetime = setup.threshold("AUT-04", "lifetime_seconds", 3_600.0)
    longLifetime = setup.threshold("AUT-04", "long_lifetime_seconds", 86_400.0)
  }

  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    gate.learn(event, into: &findings)
    guard case .http(let exchange) = event, let (scheme, credential) = exchange.authorization,
      scheme == "bearer" || scheme == "dpop", let token = BearerToken(credential), let extent = exchange.extent
    else { return }
    let now = Double(extent.end.nanoseconds) / 1e9
    for flaw in signatureFlaws(token) + lifetimeFlaws(token, now, isAccepted: exchange.isAccepted) {
      gate.pass(finding(exchange, extent, flaw), exchange, into: &findings)
    }
  }

  private struct Flaw {
    var key: String
    var severity: Severity
    var what: String
  }

  private func signatureFlaws(_ token: BearerToken) -> [Flaw] {
    var flaws: [Flaw] = []
    let algorithm = token.algorithm?.lowercased() ?? ""
    if !token.isSigned || algorithm.isEmpty || algorithm == "none" {
      flaws.append(
        Flaw(key: "unsigned", severity: .critical, what: "The token has no signature: anybody can write one"))
    }
    if !token.keyReferences.isEmpty {
      flaws.append(
        Flaw(
          key: "key-reference", severity: .medium,
          what: "The token names the key it is checked with (\(token.keyReferences.joined(separator: ", ")))"))
    }
    if let id = token.keyID, Self.isStrange(id) {
      flaws.append(Flaw(key: "key-id", severity: .high, what: "The token's key id looks like an injection"))
    }
    if token.audiences.isEmpty {
      flaws.append(
        Flaw(
          key: "audience", severity: .low, what: "The token names no audience, so another server may accept it as well")
      )
    }
    return flaws
  }

  private static func isStrange(_ id: String) -> Bool {
    let lower = id.lowercased()
    return id.utf8.count > 128
      || ["../", "/dev/null", "'", "\"", "|", " union ", "://", ";"].contains { lower.contains($0) }
  }

  private func lifetimeFlaws(_ token: BearerToken, _ now: Double, isAccepted: Bool) -> [Flaw] {
    var flaws: [Flaw] = []
    guard let expires = token.expires else {
      return [Flaw(key: "no-expiry", severity: .high, what: "The token never expires")]
    }
    if let issued = token.issued, expires - issued > lifetime {
      let hours = Int(clamping: Int64(min((expires - issued) / 3_600, 1e12)))
      flaws.append(
        Flaw(
          key: "lifetime", severity: expires - issued > longLifetime ? .medium : .low,
          what: "The token lives for \(hours) hours"))
    }
    if isAccepted, now > expires + Self.skewSeconds {
      flaws.append(Flaw(key: "expired", severity: .high, what: "The server accepted an expired token"))
    }
    if isAccepted, let start = token.notBefore, now < start - Self.skewSeconds {
      flaws.append(Flaw(key: "too-early", severity: .high, what: "The server accepted a token before its time"))
    }
    return flaws
  }

  private func finding(_ exchange: HTTPExchange, _ extent: Extent, _ flaw: Flaw) -> Finding {
    Self.about.finding(
      "\(own: flaw.what)", severity: flaw.severity, confidence: 0.9,
      subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server), key: flaw.key,
      flow: exchange.flow, extent: extent, evidence: Evidence(Provenance(flow: exchange.flow.id, extent: extent)),
      explanation: """
        \(own: flaw.what). Seen in requests of \(exchange.flow.client.address) to \(exchange.flow.server). The token's \
        signature was not checked.
        """)
  }
}
