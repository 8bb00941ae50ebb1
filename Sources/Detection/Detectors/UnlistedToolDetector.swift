package import TrafficModel

/// Calls to tools that the server never declared, which it answers all the same.
package struct UnlistedToolDetector: Detector {
  package static let about = DetectorDescription(
    id: "SHD-03", title: "Call of a tool that was never listed", severity: .medium,
    fires:
      "once for each tool that is called with success although the server's lists, of which at least one was seen, lack it",
    staysSilent:
      "for calls that fail; for servers whose list was not captured; for tools declared to another credential",
    falseAlarms: ["clients that remember a list from before the capture", "lists of which a page was not captured"],
    references: [.atlas("AML.T0053"), .owasp("MCP06"), .safe("SAFE-T1103"), .safe("SAFE-T1404")])
  package static let interest: TrafficEvent.Kinds = [.toolDefinition, .toolCall]

  private static let serverLimit = 16_384
  private static let toolsPerServer = 4_096

  private var listed = RecentTable<Endpoint, Set<UntrustedText>>(limit: Self.serverLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    listed[definition.flow.server, default: []].insert(definition.tool)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let tools = listed[call.flow.server], tools.count < Self.toolsPerServer, !call.tool.isEmpty,
      call.status == .complete, call.isError == false, !tools.contains(call.tool)
    else { return }
    findings.append(finding(call))
  }

  private func finding(_ call: ToolCall) -> Finding {
    Self.about.finding(
      "\(call.tool) was called and answered, but never listed", severity: .medium, confidence: 0.6,
      subject: FindingSubject(server: call.flow.server, tool: call.tool), key: "unlisted", flow: call.flow,
      extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
      explanation: """
        The server \(call.flow.server) answered a call of a tool that none of its captured lists holds. Hidden tools escape \
        review.
        """)
  }
}
