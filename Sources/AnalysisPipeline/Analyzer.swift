import ByteParsing
import FlowTracking
import HTTPDissection
package import MCPDissection
import PacketDecoding
package import TLSDecryption
package import TrafficModel

/// Frames and capture time in, events out. Without I/O or clock: the same frames give the same events.
///
/// Two stages: packets to streams, streams to facts. What the first tells is written down and read by the second, at once or,
/// with a courier, by another thread. Calls that ask for what the second stage knows wait until it has read everything.
package final class Analyzer {
  private var table: FlowTable
  private let journal = FlowJournal()
  private let conversations: ConversationFactory
  private let courier: (any FlowStepCourier)?
  private var now = Moment(time: .zero, frame: .none)
  private var toldTime = Timestamp.zero

  /// - Parameters:
  ///   - hasher: turns secrets into keyed hashes; equal keys make the hashes of two runs comparable.
  ///   - verifier: checks the signatures of tokens, where keys are configured.
  ///   - secrets: opens TLS; more may be added while the analysis goes on.
  ///   - courier: carries streams to another thread; without one all work is done within the calls.
  ///   - sink: takes the events; called from within `ingest`, `advance` and `finish`, or from the courier's thread.
  package init(
    limits: AnalyzerLimits, hasher: SecretHasher, verifier: (any TokenVerifying)? = nil,
    secrets: SecretStore = SecretStore(), courier: (any FlowStepCourier)? = nil, sink: any EventSink
  ) {
    conversations = ConversationFactory(
      limits: limits, hasher: hasher, verifier: verifier, secrets: secrets, sink: sink)
    table = FlowTable(limits: limits.flow, observer: journal)
    self.courier = courier
    courier?.begin { [conversations] in conversations.take($0) }
  }

  /// One captured frame. `frame` is borrowed: nothing of it is kept that was not copied.
  package func ingest(_ frame: RawSpan, header: FrameHeader) {
    if now.time < header.time { now.time = header.time }
    now.frame = header.frame
    table.ingest(frame, header: header)
    tell()
  }

  /// Capture time has come to `time`, with or without frames.
  package func advance(to time: Timestamp) {
    if now.time < time { now.time = time }
    table.advance(to: time)
    tell()
  }

  /// Waits until everything ingested so far has been read to its end, and stated.
  package func settle() {
    carry()
    courier?.drain()
  }

  /// Hands on what has come together, when it is enough to be worth it.
  private func tell() {
    if now.time - toldTime >= MCPDissector.sweepNanoseconds {
      toldTime = Timestamp(nanoseconds: now.time.nanoseconds - now.time.nanoseconds % MCPDissector.sweepNanoseconds)
      journal.note(clock: now)
    }
    if courier == nil || journal.byteCount >= Self.carriedBytes || journal.stepCount >= Self.carriedSteps { carry() }
  }

  /// What is carried at a time, and at most one frame more.
  package static let carriedBytes = 128 << 10
  package static let carriedSteps = 2_048

  private func carry() {
    guard !journal.isEmpty else { return }
    if let courier {
      courier.carry(journal.take(replacing: courier.empty()))
    } else {
      let steps = journal.take(replacing: spare)
      conversations.take(steps)
      steps.removeAll()
      spare = steps
    }
  }

  private var spare = FlowSteps()

  /// Secrets were added: goes on with what TLS held for want of them.
  package func tryNewSecrets() {
    settle()
    table.forEachFlow { conversations.tryNewSecrets(slot: $0.slot, $0.standing) }
  }

  /// The captures are at their end: what is open is stated as it stands.
  package func finish() {
    table.finish(at: now)
    settle()
    conversations.mcp.finish()
  }

  /// What is open now, and from where frames are needed to come to the same state again.
  package var openWork: OpenWork {
    settle()
    var work = OpenWork()
    table.forEachOpenFlow { work.add($0.reference.id, $0.extent) }
    conversations.mcp.forEachOpenSession { work.add($0, $1) }
    return work
  }

  /// Ends everything that is not in `work`: after reading again what an earlier run had read, these are the tails of what it
  /// had already stated.
  package func endAll(except work: OpenWork) {
    table.endFlows(at: now) { !work.flows.contains($0.reference.id) }
    settle()
    conversations.mcp.concludeSessions { !work.sessions.contains($0) }
  }

  /// Where the open flows go.
  package var openServers: Set<Endpoint> {
    var servers: Set<Endpoint> = []
    table.forEachOpenFlow { servers.insert($0.reference.server) }
    return servers
  }

  package var openFlowCount: Int { table.counters.openFlows }
  package var openSessionCount: Int {
    settle()
    return conversations.mcp.openSessionCount
  }
  /// Bytes that wait for missing ones.
  package var heldBytes: Int { table.counters.heldBytes }

  /// Tool calls stated so far; asking does not wait.
  package var toolCallCount: UInt64 { conversations.events.toolCallCount }
  /// Capture time so far.
  package var time: Timestamp { now.time }

  /// Work done and work refused so far.
  package var statistics: AnalysisStatistics {
    settle()
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
