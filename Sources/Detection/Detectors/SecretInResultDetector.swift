package import TrafficModel

/// Credentials of known issuers in what tools give: the model reads them, and may pass them on.
package struct SecretInResultDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-04", title: "Secret in result", severity: .medium,
    fires:
      "on a credential with an issuer's prefix, or a private key, in the result of a tool call, a resource or a prompt",
    staysSilent: "on placeholders, documentation examples, and tokens without an issuer's prefix",
    falseAlarms: ["tools that search code", "tools that manage credentials"],
    references: [
      .attack("T1552.001"), .atlas("AML.T0098"), .owasp("MCP01"), .safe("SAFE-T1502"), .safe("SAFE-T1503"),
    ])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message]

  private let key: UInt64

  package init(_ setup: DetectionSetup = DetectionSetup()) { key = setup.contentKey }

  package mutating func observe(_ call: ToolCall, reading: ExcerptReader, findings: inout [Finding]) {
    guard let result = call.result, Self.mayHoldSecret(result, reading) else { return }
    judge(
      result, of: call.tool, tool: call.tool, call.flow, call.extent, Evidence(call.provenance, call.evidence),
      &findings)
  }

  package mutating func observe(_ message: MCPMessage, reading: ExcerptReader, findings: inout [Finding]) {
    let method = message.method.rawTextForMatchingAndStorage
    guard method == "resources/read" || method == "prompts/get", let result = message.result,
      Self.mayHoldSecret(result, reading)
    else { return }
    judge(
      result, of: message.method, tool: nil, message.flow, message.extent,
      Evidence(Provenance(flow: message.flow.id, extent: message.extent)), &findings)
  }

  private static func mayHoldSecret(_ result: JSONExcerpt, _ reading: ExcerptReader) -> Bool {
    reading.reading(of: result).signs.contains(.credential)
  }

  private func judge(
    _ result: JSONExcerpt, of name: UntrustedText, tool: UntrustedText?, _ flow: FlowReference, _ extent: Extent,
    _ evidence: Evidence, _ findings: inout [Finding]
  ) {
    let text = result.text
    for secret in SecretWords.certain(in: text) {
      findings.append(
        Self.about.finding(
          "\(name) gave out \(own: SecretWords.article(secret))", severity: .medium, confidence: 0.8,
          subject: FindingSubject(server: flow.server, tool: tool), key: SecretWords.key(secret, text, key), flow: flow,
          extent: extent, evidence: evidence,
          explanation: """
            A result of \(name) at \(flow.server) holds what looks like \(own: SecretWords.article(secret)) \
            (\(UntrustedText(secret.hint))). From here it can reach any other server that the same agent uses.
            """))
    }
  }
}
