package import TrafficModel

/// What a client does right after a server's text gave its model orders.
///
/// Text alone proves nothing, and a plain order cannot be told from data. That something new happens next is the sign that it
/// was followed.
package struct EffectAfterPoisonDetector: Detector {
  package static let about = DetectorDescription(
    id: "POI-11", title: "New behaviour after text that gives orders", severity: .high,
    fires: """
      when a client, after a finding about text it received (POI, RUG, injection signatures; medium or worse), within 120 s and 5 \
      calls calls a tool for the first time that the text's server does not own, or one of its own that sends or deletes, or \
      content leaves (EXF)
      """,
    staysSilent: "for tools the client had called before; for other tools of the same server; later than that",
    falseAlarms: ["a person who goes on to another task just then"],
    references: [
      .attack("T1204"), .atlas("AML.T0053"), .atlas("AML.T0086"), .owasp("MCP06"), .safe("SAFE-T1309"),
    ])
  package static let others = [destructive]
  private static let destructive = DetectorDescription(
    id: "DST-01", title: "Destructive call after text that gives orders", severity: .critical,
    fires: "when that call is of a tool that is declared destructive, or whose name says that it deletes",
    staysSilent: "for destructive calls that nothing preceded",
    falseAlarms: ["cleaning up that a person asked for"],
    references: [.attack("T1485"), .atlas("AML.T0101"), .owasp("MCP02"), .safe("SAFE-T2101")])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .finding, .toolDefinition]

  private struct Tool: Hashable, Sendable {
    var server: Endpoint
    var name: UntrustedText
  }

  /// Text that a client received and that gave orders.
  private struct Order: Sendable {
    var detector: DetectorID
    var server: Endpoint
    var time: Timestamp
    var place: Provenance
    var callsLeft: Int
  }

  private static let clientLimit = 8_192
  private static let toolsPerClient = 1_024
  private static let destructiveLimit = 16_384
  private static let nanoseconds: Int64 = 120_000_000_000
  private static let calls = 5

  private var called = RecentTable<IPAddress, RecentTable<Tool, Void>>(limit: Self.clientLimit)
  private var orders = RecentTable<IPAddress, Order>(limit: Self.clientLimit)
  private var destructiveTools = RecentTable<Tool, Void>(limit: Self.destructiveLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    let marker = Array(#""destructiveHint":true"#.utf8)
    let text = definition.definition.text
    guard text.firstRange(of: marker, limit: text.count) != nil else { return }
    destructiveTools.insert(Tool(server: definition.flow.server, name: definition.tool))
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    let client = call.flow.client.address
    let tool = Tool(server: call.flow.server, name: call.tool)
    defer { remember(tool, client) }
    guard !orders.isEmpty, var order = orders[client], let started = call.started, started >= order.time else { return }
    guard order.callsLeft > 0, started - order.time <= Self.nanoseconds else {
      orders[client] = nil
      return
    }
    order.callsLeft -= 1
    orders[client] = order
    guard called[client]?.contains(tool) != true else { return }
    let isDestructive = destructiveTools.contains(tool) || Self.has(Self.deletingWords, call.tool)
    // A mailbox holds what strangers write, and has the tool that they ask for.
    let isOwn = tool.server == order.server
    guard !isOwn || isDestructive || Self.has(Self.sendingWords, call.tool) else { return }
    let about = isDestructive ? Self.destructive : Self.about
    findings.append(
      about.finding(
        "\(client) calls \(call.tool) for the first time after text that gives orders",
        severity: isDestructive ? .critical : .high, confidence: isOwn ? 0.4 : 0.5,
        subject: FindingSubject(client: client, server: call.flow.server, tool: call.tool), key: "effect",
        flow: call.flow, extent: call.extent, evidence: Evidence(call.provenance, [order.place] + call.evidence),
        score: [ScorePart("seconds_after", Double(started - order.time) / 1e9)],
        explanation: """
          \(order.detector) found text of \(order.server) that gives orders; the client received it and then called \
          \(call.tool) of \(call.flow.server), which it had not called before. Whether the text caused the call, the arguments tell.
          """))
  }

  package mutating func observe(_ finding: Finding, findings: inout [Finding]) {
    guard let flow = finding.flow, finding.suppression == nil, finding.severity >= .medium else { return }
    let client = flow.client.address
    let name = finding.detector.rawValue
    if name.hasPrefix("EXF-01") || name.hasPrefix("EXF-02") || name.hasPrefix("EXF-03") {
      guard let order = orders[client], finding.extent.start >= order.time,
        finding.extent.start - order.time <= Self.nanoseconds, order.server != flow.server
      else { return }
      findings.append(escape(finding, flow, order))
    } else if Self.tellsOfOrders(name) {
      orders[client] = Order(
        detector: finding.detector, server: flow.server, time: finding.extent.end,
        place: Provenance(flow: flow.id, extent: finding.extent), callsLeft: Self.calls)
    }
  }

  private func escape(_ finding: Finding, _ flow: FlowReference, _ order: Order) -> Finding {
    Self.about.finding(
      "\(flow.client.address) sends content away after text that gives orders", severity: .high, confidence: 0.7,
      subject: FindingSubject(client: flow.client.address, server: flow.server), key: "escape", flow: flow,
      extent: finding.extent, evidence: Evidence(order.place, finding.evidence.items),
      explanation: """
        \(order.detector) found text of \(order.server) that gives orders; soon after, \(finding.detector) saw content go to \
        \(flow.server). One of the two alone may be chance.
        """)
  }

  private mutating func remember(_ tool: Tool, _ client: IPAddress) {
    called[client, default: RecentTable(limit: Self.toolsPerClient)].insert(tool)
  }

  /// Detectors and signatures that are about text which a model may follow.
  private static func tellsOfOrders(_ name: String) -> Bool {
    ["POI-01", "POI-09", "SIG-poisoned", "SIG-result-", "SIG-prompt", "SIG-error-message", "SIG-server-instructions"]
      .contains { name.hasPrefix($0) }
  }

  private static let deletingWords: Set<String> = [
    "delete", "drop", "destroy", "wipe", "purge", "truncate", "erase", "remove", "uninstall", "format",
  ]

  private static let sendingWords: Set<String> = [
    "send", "post", "publish", "share", "upload", "forward", "reply", "mail", "email", "message", "transfer", "pay",
    "invite", "push", "export", "submit",
  ]

  private static func has(_ words: Set<String>, _ tool: UntrustedText) -> Bool {
    NameWords.words(of: tool.rawTextForMatchingAndStorage).contains { words.contains($0) }
  }
}
