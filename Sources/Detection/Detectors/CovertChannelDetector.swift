import Policy
package import TrafficModel

/// Results that carry more than they show: image addresses that hold data, blanks at line ends, characters without width.
package struct CovertChannelDetector: Detector {
  package static let about = DetectorDescription(
    id: "C2-03", title: "Covert channel in a result", severity: .medium,
    fires: """
      when a result holds an image whose address carries 64 or more characters of encoded data (medium when they decode to text, \
      low otherwise from 256), line ends of 64 or more blanks that alternate between spaces and tabs, or 64 or more characters \
      without width of two kinds (medium)
      """,
    staysSilent:
      "for signatures, tokens and digests in addresses, for padded columns, for links that somebody must click",
    falseAlarms: ["tracking pixels", "charts drawn by a service from their address", "text in white space languages"],
    references: [
      .attack("T1001"), .attack("T1132"), .atlas("AML.T0068"), .owasp("MCP06"), .safe("SAFE-T1902"),
      .safe("SAFE-T1912"),
    ])
  package static let interest: TrafficEvent.Kinds = .toolCall

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ call: ToolCall, reading: ExcerptReader, findings: inout [Finding]) {
    guard let result = call.result else { return }
    for sign in CovertSign.all(in: result.text, reading.reading(of: result)) {
      findings.append(
        Self.about.finding(
          "A result of \(call.tool) carries more than it shows: \(sign.what)", severity: sign.severity,
          confidence: sign.severity == .medium ? 0.7 : 0.4,
          subject: FindingSubject(server: call.flow.server, tool: call.tool, destination: sign.host),
          key: sign.key, flow: call.flow, extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
          score: [ScorePart("symbols", sign.symbols)],
          explanation: """
            What \(call.tool) at \(call.flow.server) answered holds \(sign.what), \(sign.symbols) symbols of it. \(own: sign.why)
            """))
    }
  }
}
