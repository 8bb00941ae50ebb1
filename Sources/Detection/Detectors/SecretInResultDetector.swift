package import TrafficModel

/// Credentials of known issuers in what tools give: the model reads them, and may pass them on.
package struct SecretInResultDetector: TextDetector {
  package static let about = DetectorDescription(
    id: "EXF-04", title: "Secret in result", severity: .medium,
    fires: "on a credential with an issuer's prefix, or a private key, in the result of a tool call",
    staysSilent: "on placeholders, documentation examples, and tokens without an issuer's prefix",
    falseAlarms: ["tools that search code", "tools that manage credentials"],
    references: [
      .attack("T1552.001"), .atlas("AML.T0098"), .owasp("MCP01"), .safe("SAFE-T1502"), .safe("SAFE-T1503"),
    ])
  package static let interest: TrafficEvent.Kinds = .toolCall

  private let key: UInt64

  package init(_ setup: DetectionSetup = DetectionSetup()) { key = setup.contentKey }

  package mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding]) {
    guard case .toolCall(let call) = event, let result = call.result,
      reading.reading(of: result).signs.contains(.credential)
    else { return }
    let text = result.text
    for secret in SecretWords.certain(in: text) {
      findings.append(
        Self.about.finding(
          "\(call.tool) gave out \(own: SecretWords.article(secret))", severity: .medium, confidence: 0.8,
          subject: FindingSubject(server: call.flow.server, tool: call.tool), key: SecretWords.key(secret, text, key),
          flow: call.flow, extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
          explanation: """
            A result of \(call.tool) at \(call.flow.server) holds what looks like \(own: SecretWords.article(secret)) \
            (\(UntrustedText(secret.hint))). From here it can reach any other server that the same agent uses.
            """))
    }
  }
}
