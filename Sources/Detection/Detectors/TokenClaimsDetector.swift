package import TrafficModel

/// JSON Web Tokens that are weak by what they say of themselves.
package struct TokenClaimsDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-04", title: "Weak token", severity: .critical,
    fires: """
      once for each client, server and flaw: no signature, a key chosen by the token, a strange key id, an HMAC where the \
      issuer signs otherwise, a lifetime over an hour, none at all, accepted after its end or before its beginning, no \
      audience or that of another server
      """,
    staysSilent: "for opaque tokens; for expired tokens that the server refuses; within a minute of the limits",
    falseAlarms: [
      "clocks that are wrong", "service tokens that live long by design", "servers known under several names",
    ],
    references: [.attack("T1550.001"), .atlas("AML.T0091"), .owasp("MCP01"), .owasp("MCP07"), .safe("SAFE-T1306")],
    thresholds: ["lifetime_seconds", "long_lifetime_seconds"])
  package static let interest: TrafficEvent.Kinds = .http

  private static let skewSeconds = 60.0
  /// Issuers whose way of signing is remembered.
  private static let issuerLimit = 4_096

  private let lifetime: Double
  private let longLifetime: Double
  private var gate = ServerGate()
  /// Issuers that sign with a key pair.
  private var pairIssuers = RecentTable<UntrustedText, Void>(limit: Self.issuerLimit)

  /// Thresholds: `lifetime_seconds` (3600), `long_lifetime_seconds` (86400).
  package init(_ setup: DetectionSetup = DetectionSetup()) {
    lifetime = setup.threshold("AUT-04", "lifetime_seconds", 3_600.0)
    longLifetime = setup.threshold("AUT-04", "long_lifetime_seconds", 86_400.0)
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let token = exchange.credential?.token, let extent = exchange.extent else {
      return
    }
    let claims = token.claims
    let now = Double(extent.end.nanoseconds) / 1e9
    var flaws = Self.signatureFlaws(claims, exchange.isAccepted) + lifetimeFlaws(claims, now, exchange.isAccepted)
    if let flaw = algorithmFlaw(claims) { flaws.append(flaw) }
    if let flaw = Self.audienceFlaw(claims, exchange) { flaws.append(flaw) }
    for flaw in flaws { gate.pass(finding(exchange, extent, flaw, token.signature), exchange, into: &findings) }
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private struct Flaw {
    var key: String
    var severity: Severity
    var what: String
  }

  private static func signatureFlaws(_ claims: TokenClaims, _ isAccepted: Bool) -> [Flaw] {
    var flaws: [Flaw] = []
    if claims.isUnsigned {
      flaws.append(
        Flaw(
          key: "unsigned", severity: isAccepted ? .critical : .medium,
          what: isAccepted
            ? "The server accepted a token without signature: anybody can write one"
            : "A token without signature was tried and refused"))
    }
    if !claims.keyReferences.isEmpty {
      flaws.append(
        Flaw(
          key: "key-reference", severity: .medium,
          what: "The token names the key it is checked with (\(claims.keyReferences.joined(separator: ", ")))"))
    }
    if let id = claims.keyID?.rawTextForMatchingAndStorage, isStrange(id) {
      flaws.append(Flaw(key: "key-id", severity: .high, what: "The token's key id looks like an injection"))
    }
    return flaws
  }

  private static func isStrange(_ id: String) -> Bool {
    let lower = id.lowercased()
    return id.utf8.count > 128
      || ["../", "/dev/null", "'", "\"", "|", " union ", "://", ";", "\0", "`", "$("].contains { lower.contains($0) }
  }

  /// An HMAC where the issuer has key pairs: the secret may be the public key (RFC 8725 §2.1).
  private mutating func algorithmFlaw(_ claims: TokenClaims) -> Flaw? {
    guard let issuer = claims.issuer, let algorithm = claims.algorithm?.rawTextForMatchingAndStorage else { return nil }
    if ["RS", "PS", "ES", "Ed"].contains(where: algorithm.hasPrefix) {
      pairIssuers.insert(issuer)
    }
    guard algorithm.hasPrefix("HS"), pairIssuers.contains(issuer) else { return nil }
    return Flaw(
      key: "confusable-algorithm", severity: .high,
      what: "The token is signed with a shared secret, although its issuer signs with a key pair")
  }

  private static func audienceFlaw(_ claims: TokenClaims, _ exchange: HTTPExchange) -> Flaw? {
    guard !claims.audiences.isEmpty else {
      return Flaw(
        key: "audience", severity: .low, what: "The token names no audience, so another server may accept it as well")
    }
    let hosts = claims.audiences.compactMap { WebAddress($0)?.host }
    guard exchange.isAccepted, hosts.count == claims.audiences.count,
      let own = exchange.host.map({ HostName.bare($0.rawTextForMatchingAndStorage) }), !own.isEmpty,
      !hosts.contains(own)
    else { return nil }
    return Flaw(
      key: "foreign-audience", severity: .medium, what: "The server accepted a token that was issued for another host")
  }

  private func lifetimeFlaws(_ claims: TokenClaims, _ now: Double, _ isAccepted: Bool) -> [Flaw] {
    var flaws: [Flaw] = []
    guard let expires = claims.expires else {
      return [Flaw(key: "no-expiry", severity: .high, what: "The token never expires")]
    }
    if let issued = claims.issued, expires - issued > lifetime {
      let hours = Int(clamping: Int64(min((expires - issued) / 3_600, 1e12)))
      flaws.append(
        Flaw(
          key: "lifetime", severity: expires - issued > longLifetime ? .medium : .low,
          what: "The token lives for \(hours) hours"))
    }
    if isAccepted, now > expires + Self.skewSeconds {
      flaws.append(Flaw(key: "expired", severity: .high, what: "The server accepted an expired token"))
    }
    if isAccepted, let start = claims.notBefore, now < start - Self.skewSeconds {
      flaws.append(Flaw(key: "too-early", severity: .high, what: "The server accepted a token before its time"))
    }
    return flaws
  }

  private func finding(
    _ exchange: HTTPExchange, _ extent: Extent, _ flaw: Flaw, _ signature: SignatureVerdict
  ) -> Finding {
    Self.about.finding(
      "\(own: flaw.what)", severity: flaw.severity, confidence: 0.9,
      subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server), key: flaw.key,
      flow: exchange.flow, extent: extent, evidence: Evidence(Provenance(flow: exchange.flow.id, extent: extent)),
      explanation: """
        \(own: flaw.what). Seen in requests of \(exchange.flow.client.address) to \(exchange.flow.server). \
        \(own: signature.words)
        """)
  }
}

extension TokenClaims {
  /// Anybody could have written it.
  var isUnsigned: Bool {
    let algorithm = self.algorithm?.rawTextForMatchingAndStorage.lowercased() ?? ""
    return !isSigned || algorithm.isEmpty || algorithm == "none"
  }
}

extension SignatureVerdict {
  /// A sentence for explanations.
  var words: String {
    switch self {
    case .unchecked: "The token's signature was not checked: no key is configured for this server."
    case .valid: "The token's signature is valid under the configured keys."
    case .invalid: "The token's signature is not valid under the configured keys."
    case .unknownKey: "The token's signature could not be checked: it is of a key that is not configured."
    case .unsupported: "The token's signature could not be checked: its algorithm is not known here."
    case .unsigned: "The token has no signature."
    case .publicKeyAsSecret: "The token's signature is an HMAC with the configured public key as its secret."
    }
  }
}
