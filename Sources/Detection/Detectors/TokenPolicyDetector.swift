import Policy
package import TrafficModel

/// Tokens against what the configuration says a server should accept, signatures included.
package struct TokenPolicyDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-05", title: "Token against policy", severity: .critical,
    fires: """
      once for each client, server and flaw, where egret.yml has `authentication` for the server: it accepts a token of \
      another issuer, audience, algorithm or key id, one whose signature is not valid, or a call without a token; a forged \
      token is tried; a token lives too long or travels in the clear
      """,
    staysSilent:
      "for servers without `authentication`; for tokens of other issuers or audiences that the server refuses",
    falseAlarms: ["a policy that lags behind the issuer: rotated keys, new audiences"],
    references: [
      .attack("T1550.001"), .attack("T1606"), .atlas("AML.T0091"), .owasp("MCP01"), .owasp("MCP07"),
      .safe("SAFE-T1306"),
    ])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .http]

  private let egress: EgressPolicy
  private let isIdle: Bool
  private var gate = ServerGate()

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    isIdle = !setup.egress.servers.contains { $0.authentication != nil }
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard !isIdle else { return }
    judge(exchange, &findings)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard !isIdle else { return }
    judge(call, &findings)
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    guard !isIdle else { return }
    gate.open(for: speaker, into: &findings)
  }

  private struct Flaw {
    var key: String
    var severity: Severity
    var what: FindingText
  }

  private mutating func judge(_ exchange: HTTPExchange, _ findings: inout [Finding]) {
    guard let credential = exchange.credential, credential.scheme == .bearer || credential.scheme == .dpop,
      let extent = exchange.extent, let policy = policy(exchange.flow.server, exchange.host)
    else { return }
    for flaw in Self.flaws(credential, exchange, policy) {
      let verdict = credential.token?.signature.words ?? ""
      gate.pass(finding(exchange.flow, extent, flaw, verdict), exchange, into: &findings)
    }
  }

  private func judge(_ call: ToolCall, _ findings: inout [Finding]) {
    guard call.session.credential == nil, call.status == .complete, call.errorCode == nil, call.result != nil,
      policy(call.flow.server, call.session.authority) != nil
    else { return }
    let flaw = Flaw(
      key: "missing", severity: .high, what: "\(call.flow.server) answers a call without the token its policy asks for")
    findings.append(finding(call.flow, call.extent, flaw, ""))
  }

  private func policy(_ server: Endpoint, _ host: UntrustedText?) -> AuthenticationPolicy? {
    let host = host.map { HostName.bare($0.rawTextForMatchingAndStorage) }
    return egress.servers.first { $0.authentication != nil && $0.describes(server, host: host, implementation: nil) }?
      .authentication
  }

  private static func flaws(
    _ credential: CredentialReference, _ exchange: HTTPExchange, _ policy: AuthenticationPolicy
  ) -> [Flaw] {
    var flaws: [Flaw] = []
    if policy.requiresHTTPS, !exchange.isEncrypted, !exchange.flow.server.address.isLoopback {
      flaws.append(Flaw(key: "clear", severity: .high, what: "A token travels in the clear, against policy"))
    }
    guard let token = credential.token else {
      if exchange.isAccepted {
        flaws.append(
          Flaw(key: "opaque", severity: .medium, what: "The server accepted a token that is no JSON Web Token"))
      }
      return flaws
    }
    if let flaw = signatureFlaw(token.signature, exchange.isAccepted) { flaws.append(flaw) }
    if let issued = token.claims.issued, let expires = token.claims.expires, expires - issued > policy.lifetimeSeconds {
      flaws.append(Flaw(key: "lifetime", severity: .medium, what: "A token lives longer than its policy allows"))
    }
    return exchange.isAccepted ? flaws + claimFlaws(token.claims, policy) : flaws
  }

  private static func signatureFlaw(_ verdict: SignatureVerdict, _ isAccepted: Bool) -> Flaw? {
    switch (verdict, isAccepted) {
    case (.invalid, true):
      Flaw(key: "signature", severity: .critical, what: "The server accepted a token whose signature is not valid")
    case (.invalid, false):
      Flaw(key: "forgery", severity: .medium, what: "A token whose signature is not valid was tried and refused")
    case (.publicKeyAsSecret, true):
      Flaw(
        key: "public-key", severity: .critical, what: "The server accepted a token signed with its issuer's public key")
    case (.publicKeyAsSecret, false):
      Flaw(key: "forgery", severity: .high, what: "A token signed with its issuer's public key was tried and refused")
    case (.unknownKey, true):
      Flaw(key: "unknown-key", severity: .medium, what: "The server accepted a token of a key that is not configured")
    default: nil
    }
  }

  /// Of a token that the server accepted.
  private static func claimFlaws(_ claims: TokenClaims, _ policy: AuthenticationPolicy) -> [Flaw] {
    var flaws: [Flaw] = []
    func expect(_ expected: [String], _ found: [UntrustedText], _ key: String, _ what: FindingText) {
      guard !expected.isEmpty, !found.contains(where: { expected.contains($0.rawTextForMatchingAndStorage) }) else {
        return
      }
      let shown: FindingText = found.first.map { " (\($0))" } ?? ""
      flaws.append(Flaw(key: key, severity: .high, what: what + shown))
    }
    expect(
      policy.issuers, claims.issuer.map { [$0] } ?? [], "issuer", "The server accepted a token of another issuer")
    expect(policy.audiences, claims.audiences, "audience", "The server accepted a token for another audience")
    expect(
      policy.algorithms, claims.algorithm.map { [$0] } ?? [], "algorithm",
      "The server accepted a token with an algorithm that policy does not allow")
    expect(
      policy.keyIDs, claims.keyID.map { [$0] } ?? [], "key-id",
      "The server accepted a token of a key that policy does not name")
    return flaws
  }

  private func finding(_ flow: FlowReference, _ extent: Extent, _ flaw: Flaw, _ verdict: String) -> Finding {
    Self.about.finding(
      flaw.what, severity: flaw.severity, confidence: 0.9,
      subject: FindingSubject(client: flow.client.address, server: flow.server), key: flaw.key, flow: flow,
      extent: extent, evidence: Evidence(Provenance(flow: flow.id, extent: extent)),
      explanation: "\(flaw.what). Client \(flow.client.address), server \(flow.server). \(own: verdict)")
  }
}
