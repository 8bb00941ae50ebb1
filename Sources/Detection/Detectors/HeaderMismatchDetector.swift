package import TrafficModel

/// Requests whose `Mcp-…` headers name another method, tool or parameter than their body.
package struct HeaderMismatchDetector: Detector {
  package static let about = DetectorDescription(
    id: "PRT-01", title: "Headers and body disagree", severity: .high,
    fires: """
      once for each client and server, when routing headers of a request say something else than its body, or are missing: \
      high when the server acted on it all the same, low when it refused
      """,
    staysSilent: "for requests of older revisions, which have no such headers",
    falseAlarms: ["clients with a known bug in their headers; the server then answers -32020"],
    references: [.attack("T1027"), .attack("T1562"), .owasp("MCP07"), .safe("SAFE-T1404")])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message]

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let routing = call.routing, routing != .agree else { return }
    findings.append(finding(routing, call.flow, call.extent, isAccepted: call.errorCode == nil && call.result != nil))
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    guard let routing = message.routing, routing != .agree else { return }
    findings.append(
      finding(routing, message.flow, message.extent, isAccepted: message.errorCode == nil && message.result != nil))
  }

  private func finding(
    _ routing: RoutingHeaders, _ flow: FlowReference, _ extent: Extent, isAccepted: Bool
  ) -> Finding {
    let differs = routing == .differ
    let what: FindingText = differs ? "Routing headers that disagree with the body" : "Routing headers are missing"
    let outcome: FindingText = isAccepted ? "acted on all the same" : "not acted on"
    let why: FindingText =
      differs
      ? "Gateways decide by the headers, servers act on the body: what is allowed and what is done are not the same."
      : "Gateways cannot tell what is asked for."
    let severity: Severity = differs ? (isAccepted ? .high : .low) : (isAccepted ? .low : .info)
    return Self.about.finding(
      "\(what) between \(flow.client.address) and \(flow.server), \(outcome)", severity: severity,
      confidence: differs ? 0.8 : 0.6, subject: FindingSubject(client: flow.client.address, server: flow.server),
      key: "\(routing.rawValue)-\(isAccepted ? "accepted" : "refused")", flow: flow, extent: extent,
      evidence: Evidence(Provenance(flow: flow.id, extent: extent)),
      explanation: isAccepted
        ? "\(why) The server answered with a result: it does not compare them." : "\(why) The server gave no result.")
  }
}
