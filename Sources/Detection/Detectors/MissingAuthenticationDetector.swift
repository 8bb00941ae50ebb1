import Policy
package import TrafficModel

/// MCP servers off this machine that answer without any credential.
package struct MissingAuthenticationDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-03", title: "No authentication", severity: .high,
    fires:
      "once for each server that is not on loopback and answers a tool call or list without a credential of any kind",
    staysSilent:
      "on loopback; above low in internal networks; when a header, cookie or query carried a credential; for errors",
    falseAlarms: ["public servers", "authentication below HTTP: client certificates, VPN"],
    references: [.attack("T1190"), .owasp("MCP07"), .safe("SAFE-T1304")])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message]

  private enum Answer: String {
    case call = "call of a tool"
    case list = "list of its tools"
  }

  private struct Occasion: Hashable {
    var server: Endpoint
    var what: Answer
  }

  private static let occasions = 4_096

  /// What was said first: of every further answer it is the same, and its words cost more than all else here.
  private var said = RecentTable<Occasion, Finding>(limit: Self.occasions)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard call.status == .complete, call.errorCode == nil, call.result != nil else { return }
    judge(call.flow, call.session, call.extent, .call, &findings)
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    guard message.method.rawTextForMatchingAndStorage == "tools/list", message.result != nil,
      message.direction == .toServer
    else { return }
    judge(message.flow, message.session, message.extent, .list, &findings)
  }

  private mutating func judge(
    _ flow: FlowReference, _ session: SessionReference, _ extent: Extent, _ what: Answer, _ findings: inout [Finding]
  ) {
    let address = flow.server.address
    // Over HTTP+SSE the session key in the address is all there is; it is judged elsewhere.
    guard session.credential == nil, !address.isLoopback, flow.client.address != address else { return }
    let occasion = Occasion(server: flow.server, what: what)
    var finding: Finding
    if let before = said[occasion] {
      finding = before
    } else {
      finding = Self.finding(flow, extent, what)
      said[occasion] = finding
    }
    finding.flow = flow
    finding.extent = extent
    finding.evidence = Evidence(Provenance(flow: flow.id, extent: extent))
    findings.append(finding)
  }

  private static func finding(_ flow: FlowReference, _ extent: Extent, _ what: Answer) -> Finding {
    about.finding(
      "The server \(flow.server) answers without authentication",
      severity: flow.server.address.isPrivate ? .low : .high, confidence: 0.7,
      subject: FindingSubject(server: flow.server), key: "none", flow: flow, extent: extent,
      evidence: Evidence(Provenance(flow: flow.id, extent: extent)),
      explanation: """
        A \(own: what.rawValue) was answered although the request carried no credential. Whoever reaches \(flow.server) can \
        use its tools.
        """)
  }
}
