package import TrafficModel

/// Definitions that change while clients are told that they have not.
package struct SilentDriftDetector: Detector {
  package static let about = DetectorDescription(
    id: "RUG-03", title: "Tools changed without notice", severity: .low,
    fires: """
      when a definition changes within a session, or before the ttlMs of the list before is over, and no \
      notifications/tools/list_changed came between
      """,
    staysSilent: "when the notification came; when the list had expired and the session is another",
    falseAlarms: ["servers that send no notifications", "clients that do not listen for them"],
    references: [.atlas("AML.T0109"), .owasp("MCP08"), .safe("SAFE-T1205")])
  package static let interest: TrafficEvent.Kinds = [.message, .toolDefinition]

  private struct List: Sendable {
    var time: Timestamp
    var session: RecordID
    var expires: Timestamp
  }

  private static let serverLimit = 16_384
  /// Lists of one server that are remembered, the latest last: one for each page and client in a change.
  private static let listsPerServer = 32

  private var lists = RecentTable<Endpoint, [List]>(limit: Self.serverLimit)
  private var notices = RecentTable<Endpoint, Timestamp>(limit: Self.serverLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    note(message)
  }

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    judge(definition, &findings)
  }

  private mutating func note(_ message: MCPMessage) {
    let server = message.flow.server
    switch message.method.rawTextForMatchingAndStorage {
    case "notifications/tools/list_changed":
      notices[server] = message.extent.end
    case "tools/list":
      guard message.isError != true else { return }
      let lifetime = message.result.flatMap { JSONGlance.number(after: #""ttlMs":"#, in: $0.text) } ?? 0
      let end = message.extent.end
      lists[server, default: []].append(
        List(
          time: end, session: message.session.id,
          expires: end.advanced(byNanoseconds: min(lifetime, 1 << 40) &* 1_000_000)))
      if let count = lists[server]?.count, count > Self.listsPerServer { lists[server]?.removeFirst() }
    default: break
    }
  }

  private mutating func judge(_ definition: ToolDefinition, _ findings: inout [Finding]) {
    guard definition.changedFrom != nil else { return }
    let server = definition.flow.server
    let time = definition.extent.start
    let earlier = (lists[server] ?? []).filter { $0.time < time }
    guard let list = earlier.last(where: { $0.session == definition.session.id || $0.expires > time }) else { return }
    if let notice = notices[server], notice >= list.time { return }
    let isUnexpired = list.expires > time
    findings.append(
      Self.about.finding(
        "\(definition.tool) changed without notice", severity: .low, confidence: isUnexpired ? 0.8 : 0.5,
        subject: FindingSubject(server: server, tool: definition.tool), key: "silent", flow: definition.flow,
        extent: definition.extent, evidence: Evidence(definition.provenance),
        explanation: """
          The server \(server) changed the definition of \(definition.tool) \
          \(own: isUnexpired ? "before the time was over for which it had said the list holds" : "within a session"), and sent \
          no notification. A client that keeps the list goes on with what is no longer true.
          """))
  }
}
