import Policy
package import TrafficModel

/// Credentials of known issuers where they should not be: in arguments, which leave for a server, and in URLs.
package struct SecretInArgumentsDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-03", title: "Secret in arguments", severity: .high,
    fires:
      "on a credential with an issuer's prefix in arguments of a tool call or in a URL: high when the server is outside, medium "
      + "inside", staysSilent: "on placeholders, documentation examples, and tokens without an issuer's prefix",
    falseAlarms: ["tools that manage credentials", "test keys"],
    references: [
      .attack("T1552"), .attack("T1567"), .atlas("AML.T0098"), .atlas("AML.T0055"), .owasp("MCP01"),
      .safe("SAFE-T1911"), .safe("SAFE-T1502"),
    ])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .http]

  private let egress: EgressPolicy
  private let key: UInt64

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    key = setup.contentKey
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let arguments = call.arguments?.text else { return }
    for text in Self.readings(of: arguments) {
      for secret in SecretWords.certain(in: text) {
        let severity: Severity = egress.isInternal(call.flow.server.address) ? .medium : .high
        findings.append(
          Self.about.finding(
            "\(own: SecretWords.article(secret)) goes to \(call.flow.server) in arguments of \(call.tool)",
            severity: severity, confidence: 0.85,
            subject: FindingSubject(client: call.flow.client.address, server: call.flow.server, tool: call.tool),
            key: SecretWords.key(secret, text, key), flow: call.flow, extent: call.extent,
            evidence: Evidence(call.provenance, call.evidence),
            explanation: """
              An argument holds what looks like \(own: SecretWords.article(secret)) (\(UntrustedText(secret.hint))). Whoever \
              runs the server, and whoever reads its logs, can use it.
              """))
      }
    }
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard !exchange.isEncrypted, let target = exchange.target?.rawTextForMatchingAndStorage.utf8,
      target.count >= SecretMention.shortest, let extent = exchange.extent
    else { return }
    let text = Array(target)
    for secret in SecretWords.certain(in: text) {
      findings.append(
        Self.about.finding(
          "\(own: SecretWords.article(secret)) stands in a URL sent to \(exchange.flow.server) in the clear",
          severity: .high, confidence: 0.85,
          subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server),
          key: SecretWords.key(secret, text, key), flow: exchange.flow, extent: extent,
          evidence: Evidence(Provenance(flow: exchange.flow.id, extent: extent)),
          explanation: """
            A URL holds what looks like \(own: SecretWords.article(secret)) (\(UntrustedText(secret.hint))), and went over \
            the network unencrypted.
            """))
    }
  }

  /// The text as it is, without what nobody sees, and what it holds in encodings.
  private static func readings(of text: [UInt8]) -> [[UInt8]] {
    [text] + [CanonicalText.canonical(text)].compactMap(\.self)
      + EncodedRuns.decoded(text).map(\.bytes).filter { $0.count >= 20 }
  }
}
