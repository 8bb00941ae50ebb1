package import EvidenceStore
package import TrafficModel

/// What a person wants to know of an analysis, gathered while records go by, in bounded memory.
package final class AnalysisDigest: RecordSink {
  package struct Limits: Sendable {
    /// Rows kept of each list; what is beyond is counted.
    package var rows = 1_000
    /// Servers, clients and tools told apart.
    package var parties = 10_000
    /// Calls in the lists of the slowest and the largest.
    package var extremes = 5
    /// Findings kept: the worst, and of equal ones the latest. Who runs for months has ever new ones.
    package var findings = 5_000
    /// Everything but findings goes by unread.
    package var findingsOnly = false

    /// Nothing but how bad the worst finding was.
    package static var verdict: Limits {
      var limits = Limits()
      limits.findingsOnly = true
      (limits.rows, limits.parties, limits.extremes, limits.findings) = (0, 0, 0, 0)
      return limits
    }

    package init() {}
  }

  package struct CallRow: Sendable {
    package var time: Timestamp
    package var client: IPAddress
    package var server: Endpoint
    package var tool: UntrustedText
    package var durationNanoseconds: Int64?
    package var argumentBytes: Int?
    package var resultBytes: Int?
    package var status: CallStatus
    package var isError: Bool
    package var rounds: Int
  }

  package struct ServerRow: Sendable {
    package var name: Implementation?
    package var authority: UntrustedText?
    package var transports: Set<SessionReference.Transport> = []
    package var revisions: Set<UntrustedText> = []
    package var sessions = 0
    package var calls = 0
    package var errors = 0
    package var tools: Set<UntrustedText> = []
    package var bytes = 0
  }

  package struct ClientKey: Hashable, Sendable {
    package var address: IPAddress
    package var name: UntrustedText?
    package var version: UntrustedText?
  }

  private let limits: Limits
  package private(set) var calls: [CallRow] = []
  package private(set) var callCount = 0
  package private(set) var statuses: [CallStatus: Int] = [:]
  package private(set) var slowest: [CallRow] = []
  package private(set) var largest: [CallRow] = []
  package private(set) var servers: [Endpoint: ServerRow] = [:]
  package private(set) var clients: [ClientKey: Int] = [:]
  package private(set) var sessions: [MCPSession] = []
  package private(set) var sessionCount = 0
  package private(set) var anomalies: [Anomaly.Kind: UInt64] = [:]
  package private(set) var statistics: AnalysisStatistics?
  /// As last stated, by the name of their record.
  package private(set) var findings: [RecordID: Finding] = [:]
  package private(set) var forgottenFindings = 0
  private var worstForgotten: Severity?
  package private(set) var firstTime: Timestamp?
  package private(set) var lastTime: Timestamp?
  package private(set) var oneSidedFlows = 0
  package private(set) var midstreamFlows = 0
  /// Encrypted flows that could not be read, or not to their end, by reason.
  package private(set) var unreadFlows: [TLSHandshake.Decryption: Int] = [:]
  /// Those without a key among them, up to `parties`: they are stated again when their keys have come late.
  private var keylessFlows: Set<FlowID> = []

  package init(limits: Limits = Limits()) { self.limits = limits }

  package func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    for event in batch.events where !limits.findingsOnly || event.kind == .finding { take(event) }
  }

  package func commit(_ checkpoint: Checkpoint?) throws(StoreError) {}
  package func finish() throws(StoreError) {}

  private func take(_ event: TrafficEvent) {
    switch event {
    case .toolCall(let call): take(call.value)
    case .session(let session): take(session.value)
    case .toolDefinition(let definition):
      server(definition.value.flow.server) { $0.tools.insert(definition.value.tool) }
    case .anomaly(let anomaly): anomalies[anomaly.value.kind, default: 0] += anomaly.value.count
    case .flow(let flow): take(flow.value)
    case .statistics(let statistics): self.statistics = statistics.value
    case .finding(let finding): take(finding.value)
    default: break
    }
  }

  private func take(_ finding: Finding) {
    findings[finding.id] = finding
    if findings.count > limits.findings + limits.findings / 4 { forgetLeast() }
  }

  private func forgetLeast() {
    let ordered = findings.values.sorted { a, b in
      let (hiddenA, hiddenB) = (a.suppression != nil, b.suppression != nil)
      if hiddenA != hiddenB { return hiddenB }
      if a.severity != b.severity { return a.severity > b.severity }
      return a.extent.end == b.extent.end ? a.id < b.id : a.extent.end > b.extent.end
    }
    for finding in ordered.dropFirst(limits.findings) {
      findings[finding.id] = nil
      forgottenFindings += 1
      if finding.suppression == nil { worstForgotten = max(worstForgotten ?? finding.severity, finding.severity) }
    }
  }

  /// The worst finding that nobody suppressed.
  package var worstSeverity: Severity? {
    [worstForgotten, findings.values.lazy.filter { $0.suppression == nil }.map(\.severity).max()].compactMap(\.self)
      .max()
  }

  private func take(_ flow: FlowSummary) {
    firstTime = min(firstTime ?? flow.extent.start, flow.extent.start)
    lastTime = max(lastTime ?? flow.extent.end, flow.extent.end)
    if keylessFlows.remove(flow.flow.id) != nil {
      unreadFlows[.noKey, default: 1] -= 1
    } else {
      if flow.isOneSided { oneSidedFlows += 1 }
      if flow.isMidstream { midstreamFlows += 1 }
    }
    guard let reason = flow.decryption, reason != .yes else { return }
    unreadFlows[reason, default: 0] += 1
    if reason == .noKey, keylessFlows.count < limits.parties { keylessFlows.insert(flow.flow.id) }
  }

  private func take(_ call: ToolCall) {
    let row = CallRow(
      time: call.extent.start, client: call.flow.client.address, server: call.flow.server, tool: call.tool,
      durationNanoseconds: call.durationNanoseconds, argumentBytes: call.arguments?.fullBytes,
      resultBytes: call.result?.fullBytes, status: call.status, isError: call.isError == true, rounds: call.rounds)
    callCount += 1
    statuses[call.status, default: 0] += 1
    if calls.count < limits.rows { calls.append(row) }
    keep(row, in: &slowest) { Int($0.durationNanoseconds ?? -1) }
    keep(row, in: &largest) { $0.resultBytes ?? -1 }
    server(call.flow.server) { server in
      server.calls += 1
      server.errors += call.isError == true ? 1 : 0
      server.bytes += call.result?.fullBytes ?? 0
    }
  }

  private func keep(_ row: CallRow, in list: inout [CallRow], by measure: (CallRow) -> Int) {
    if list.count >= limits.extremes, let last = list.last, measure(row) <= measure(last) { return }
    let index = list.firstIndex { measure($0) < measure(row) } ?? list.endIndex
    list.insert(row, at: index)
    if list.count > limits.extremes { list.removeLast() }
  }

  private func take(_ session: MCPSession) {
    sessionCount += 1
    if sessions.count < limits.rows { sessions.append(session) }
    server(session.flow.server) { server in
      server.sessions += 1
      server.name = server.name ?? session.session.server
      server.authority = server.authority ?? session.session.authority
      server.transports.insert(session.session.transport)
      if let revision = session.session.revision { server.revisions.insert(revision.name) }
    }
    let client = session.session.client
    let key = ClientKey(address: session.flow.client.address, name: client?.name, version: client?.version)
    if clients[key] != nil || clients.count < limits.parties { clients[key, default: 0] += 1 }
  }

  private func server(_ key: Endpoint, _ change: (inout ServerRow) -> Void) {
    guard servers[key] != nil || servers.count < limits.parties else { return }
    change(&servers[key, default: ServerRow()])
  }
}
