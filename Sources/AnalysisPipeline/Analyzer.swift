import ByteParsing
import FlowTracking
import HTTPDissection
package import MCPDissection
import PacketDecoding
package import TLSDecryption
package import TrafficModel

/// Frames and capture time in, events out. Synchronous, without I/O or clock: the same frames give the same events.
package final class Analyzer {
  private var table: FlowTable
  private let conversations: ConversationFactory
  private var now = Moment(time: .zero, frame: .none)

  /// - Parameters:
  ///   - hasher: turns secrets into keyed hashes; equal keys make the hashes of two runs comparable.
  ///   - verifier: checks the signatures of tokens, where keys are configured.
  ///   - secrets: opens TLS; more may be added while the analysis goes on.
  ///   - sink: takes the events; called from within `ingest`, `advance` and `finish`.
  package init(
    limits: AnalyzerLimits, hasher: SecretHasher, verifier: (any TokenVerifying)? = nil,
    secrets: SecretStore = SecretStore(), sink: any EventSink
  ) {
    conversations = ConversationFactory(
      limits: limits, hasher: hasher, verifier: verifier, secrets: secrets, sink: sink)
    table = FlowTable(limits: limits.flow, observer: conversations)
  }

  /// One captured frame. `frame` is borrowed: nothing of it is kept that was not copied.
  package func ingest(_ frame: RawSpan, header: FrameHeader) {
    if now.time < header.time { now.time = header.time }
    now.frame = header.frame
    table.ingest(frame, header: header)
    conversations.mcp.advance(to: now.time)
  }

  /// Capture time has come to `time`, with or without frames.
  package func advance(to time: Timestamp) {
    if now.time < time { now.time = time }
    table.advance(to: time)
    conversations.mcp.advance(to: now.time)
  }

  /// Secrets were added: goes on with what TLS held for want of them.
  package func tryNewSecrets() { table.forEachFlow { conversations.tryNewSecrets(in: $0) } }

  /// The captures are at their end: what is open is stated as it stands.
  package func finish() {
    table.finish(at: now)
    conversations.mcp.finish()
  }

  /// What is open now, and from where frames are needed to come to the same state again.
  package var openWork: OpenWork {
    var work = OpenWork()
    table.forEachOpenFlow { work.add($0.reference.id, $0.extent) }
    conversations.mcp.forEachOpenSession { work.add($0, $1) }
    return work
  }

  /// Ends everything that is not in `work`: after reading again what an earlier run had read, these are the tails of what it
  /// had already stated.
  package func endAll(except work: OpenWork) {
    table.endFlows(at: now) { !work.flows.contains($0.reference.id) }
    conversations.mcp.concludeSessions { !work.sessions.contains($0) }
  }

  /// Where the open flows go.
  package var openServers: Set<Endpoint> {
    var servers: Set<Endpoint> = []
    table.forEachOpenFlow { servers.insert($0.reference.server) }
    return servers
  }

  package var openFlowCount: Int { table.counters.openFlows }
  package var openSessionCount: Int { conversations.mcp.openSessionCount }
  /// Bytes that wait for missing ones.
  package var heldBytes: Int { table.counters.heldBytes }

  package var toolCallCount: UInt64 { conversations.events.statistics.toolCalls }
  /// Capture time so far.
  package var time: Timestamp { now.time }

  /// Work done and work refused so far.
  package var statistics: AnalysisStatistics {
    var statistics = conversations.events.statistics
    let counters = table.counters
    statistics.time = now.time
    statistics.frames = counters.frames
    statistics.bytes = counters.bytes
    statistics.undecoded = counters.undecoded.map { ($0.reason.rawValue, $0.count) }
    statistics.flows = counters.flows
    statistics.evictedFlows = counters.evictedFlows
    statistics.gaps = counters.gaps
    statistics.gapBytes = counters.gapBytes
    statistics.sessions = conversations.mcp.sessionCount
    return statistics
  }
}
