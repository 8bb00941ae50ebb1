package import EvidenceStore
import TrafficModel

extension Report {
  /// Asks a store for everything a report tells.
  /// - Parameters:
  ///   - range: what is told of.
  ///   - previous: what it is compared with; the range of equal length before it, unless an earlier report says otherwise.
  ///   - packets: where who reads it finds the packets of a finding.
  package static func gather(
    from questions: StoreQuestions, range: Range, previous: Range? = nil, packets: PacketSource = .store,
    limits: ReportLimits = ReportLimits()
  ) throws(StoreError) -> Report {
    let window = TimeWindow(since: range.start, until: range.end)
    let previous = previous ?? Range(start: range.start.advanced(byNanoseconds: -range.nanoseconds), end: range.start)
    let before = TimeWindow(since: previous.start, until: previous.end)
    let findings = try questions.findings(in: window, limit: max(limits.findings, 5_000))
    let stretch = max(1, range.nanoseconds / Int64(limits.stretches) + 1)
    let sessions = try questions.sessions(filter(window))
    let servers = try questions.servers(in: window).map { ServerVerdict($0, findings: findings) }
    var tools = ToolFilter()
    tools.window = TimeWindow(until: range.end)
    let inventory = try questions.tools(tools)
    return Report(
      limits: limits, range: range, previous: previous, summary: try questions.summary(in: window),
      previousSummary: try questions.summary(in: before), findings: Array(findings.prefix(limits.findings)),
      findingCounts: try questions.findingCounts(in: window),
      findingChanges: try questions.findingChanges(in: window, previous: before), servers: servers,
      changes: try changes(questions, window, limits),
      activity: try questions.activity(in: window, from: range.start, every: stretch), stretch: stretch,
      sizes: try questions.toolSizes(in: window, tools: limits.sizedTools),
      beacons: try beacons(findings, questions, window, limits),
      callers: try questions.callers(in: window, limit: 40), onward: try questions.onward(in: window, limit: 40),
      tools: Array(inventory.prefix(limits.tools)), toolCount: inventory.count, sessions: sessions,
      clients: ClientRow.rows(sessions), blindSpots: try questions.blindSpots(in: window),
      anomalies: try questions.anomalies(in: window), captures: try questions.captures(),
      citedCaptures: try questions.citedCaptures(in: window), packets: packets)
  }

  private static func filter(_ window: TimeWindow) -> SessionFilter {
    var filter = SessionFilter()
    filter.window = window
    filter.limit = 50_000
    return filter
  }

  private static func changes(
    _ questions: StoreQuestions, _ window: TimeWindow, _ limits: ReportLimits
  ) throws(StoreError) -> InventoryChanges {
    var filter = ToolFilter()
    filter.window = window
    filter.isChanged = true
    let history = try questions.toolHistory(filter)
    var changed: [InventoryChanges.ChangedTool] = []
    for version in history.prefix(limits.changes) {
      guard let from = version.changedFrom else { continue }
      let old = try questions.definitionRecord(
        server: version.server, tool: version.tool, digest: from, before: version.seen)
      let new = try questions.record(uid: version.uid)
      let differences = DefinitionDifference.between(old ?? "", new ?? "")
      changed.append(
        InventoryChanges.ChangedTool(
          server: "\(version.server.address):\(version.server.port)", tool: version.tool, seen: version.seen,
          digest: version.digest, changedFrom: from,
          differences: old == nil ? [] : Array(differences.prefix(limits.differences)),
          more: old == nil ? 0 : max(0, differences.count - limits.differences)))
    }
    return InventoryChanges(
      servers: try questions.newServers(in: window), clients: try questions.newClients(in: window),
      tools: try questions.newTools(in: window), changed: changed, changedCount: history.count)
  }

  /// Findings of timing, the worst first, with the times they rest on.
  private static func beacons(
    _ findings: [FindingRow], _ questions: StoreQuestions, _ window: TimeWindow, _ limits: ReportLimits
  ) throws(StoreError) -> [BeaconPicture] {
    var pictures: [BeaconPicture] = []
    for finding in findings where finding.detector.hasPrefix("BCN-0") && pictures.count < limits.beacons {
      guard finding.detector < "BCN-05", let client = finding.client else { continue }
      let times = try questions.contactTimes(
        client: client, server: finding.server, tool: finding.tool, connections: finding.detector == "BCN-02",
        in: window, limit: limits.beaconContacts + 1)
      guard times.count > 2 else { continue }
      pictures.append(
        BeaconPicture(
          finding: finding, times: Array(times.prefix(limits.beaconContacts)),
          isCut: times.count > limits.beaconContacts))
    }
    return pictures
  }
}
