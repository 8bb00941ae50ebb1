package import AnalysisPipeline
import CaptureFiles
package import Detection
package import EvidenceStore
package import MCPDissection
package import TLSDecryption
import HostSockets
import Policy
package import TrafficModel

/// A ring that grows in, records out: offline analysis of a capture whose end has not come yet.
///
/// About once a second everything stated is committed together with a checkpoint. A run that is given the checkpoint of an
/// earlier one reads again from the oldest frame still needed, states nothing until it comes to where the earlier run had
/// been, ends there what was not open then, and goes on as if nothing had happened.
package final class RingAnalysis {
  package struct Limits: Sendable {
    package var checkpointInterval = Duration.seconds(1)
    package var statisticsInterval = Duration.seconds(60)
    /// At most this much is read again after a restart. Flows and sessions that began before go on under new names.
    package var replayBytes: Int64 = 8 << 30
    /// Reading again begins this long before the oldest frame needed: names of hosts are resolved before they are used.
    package var replayMargin: Int64 = 300_000_000_000
    /// Frames between two looks at the time and at requests.
    package var burst = 4_096
    /// At most this much of the ring is read again for flows whose keys came late.
    package var secondLookBytes: Int64 = 8 << 30
    /// Files whose numbers are remembered for that: a ring of as many is looked at as a whole.
    package var rememberedFiles = 1 << 14
    /// How long reading goes on when it is asked to stop, while there is something to read.
    package var drain = Duration.seconds(5)

    package init() {}
  }

  let limits: Limits
  let source: String
  let catalog: CaptureCatalog
  let writer: EventWriter
  let observer: any FollowingObserver
  let relay: EventRelay
  let analyzer: Analyzer
  let analyzerLimits: AnalyzerLimits
  let hasher: SecretHasher
  let secrets: SecretStore
  /// Logs of this host, and the policy whose keys stand in them.
  let auditLogs: [String]
  let egress: EgressPolicy
  var host: HostWatch?
  let sockets: SocketLogFollower
  /// Capture time up to which wire and logs were held against each other.
  var judgedTime = Timestamp.zero
  private static let clockStepNanoseconds: Int64 = 10_000_000_000
  private var latestFrameTime = Timestamp.zero
  /// Capture time of the first frame that this run has read.
  var firstFrameTime: Timestamp?
  /// Adds secrets that have come from outside the ring; asked about once a second.
  package var refreshSecrets: (SecretStore) -> Void = { _ in }
  /// What was known before a time; asked when the first frame has come.
  package var recollections: (Timestamp) -> [Recollection] = { _ in [] }
  /// Reads rules again when outputs are opened again; nil leaves them as they are.
  package var reloadRules: () -> RuleSets? = { nil }
  private var secretsRevision = 0
  /// The state of the secrets that unread flows were last tried with.
  var lookedRevision = 0
  /// Oldest first.
  var openedFiles: [(capture: CaptureID, file: RingFile)] = []
  private let watch: FolderWatch
  var ring: RingReader
  var index = PositionIndex()
  private var ticks = QuietTicks()
  /// Where the run before had come to, while that is read again.
  var replay: Checkpoint?
  var foundReachedFile = false
  private var capture: CaptureID?
  /// Where reading is.
  var place: Checkpoint.Place?
  var frames: UInt64 = 0
  var skipped = (files: 0 as UInt64, bytes: 0 as UInt64)
  private var lastFrameInstant = ContinuousClock.now
  private var nextCheckpoint = ContinuousClock.now
  private var nextStatus = ContinuousClock.now
  private var nextStatistics: ContinuousClock.Instant
  var committedFrames: UInt64 = 0

  /// - Parameters:
  ///   - folder: the ring.
  ///   - source: names the ring in checkpoints.
  ///   - auditLogs: logs of this host, or the folders of them, to be followed as well.
  package init(
    folder: String, source: String, limits: Limits = Limits(),
    analyzer analyzerLimits: AnalyzerLimits = AnalyzerLimits(),
    hasher: SecretHasher, secrets: SecretStore, detection: DetectionSetup = DetectionSetup(),
    rules: RuleSets = RuleSets(), verifier: (any TokenVerifying)? = nil, auditLogs: [String] = [],
    catalog: CaptureCatalog,
    writer: EventWriter, observer: any FollowingObserver
  ) {
    self.limits = limits
    self.source = source
    self.catalog = catalog
    self.writer = writer
    self.observer = observer
    self.secrets = secrets
    self.hasher = hasher
    self.analyzerLimits = analyzerLimits
    var others: [any Detector] = rules.detectors
    if !auditLogs.isEmpty { others.append(HostActivityDetector([], span: nil, detection)) }
    self.auditLogs = auditLogs
    egress = detection.egress
    relay = EventRelay(writer, bank: DetectorCatalog.bank(detection.keyed(by: hasher), others: others))
    analyzer = Analyzer(
      limits: analyzerLimits, hasher: hasher, verifier: verifier, secrets: secrets, courier: ConversationThread(),
      sink: relay)
    relay.follow(analyzer)
    sockets = SocketLogFollower(folder: folder)
    watch = FolderWatch(path: folder)
    ring = RingReader(folder: folder)
    nextStatistics = .now + limits.statisticsInterval
  }

  /// Reads until it is asked to stop, or until nobody takes the records any more. The caller finishes the writer.
  /// - Returns: false in the latter case.
  package func run(from checkpoint: Checkpoint?) -> Bool {
    ring.look()
    beginHost(after: checkpoint)
    lookAtSockets()
    if let checkpoint {
      resume(from: checkpoint)
    } else {
      // A run that dies before its first checkpoint leaves records in the file beside the store: the next one must know
      // where that ended before.
      var beginning = Checkpoint(source: source, file: "", offset: 0, frame: 0, time: .zero)
      beginning.logReached = host?.reached
      writer.commit(beginning)
    }
    while true {
      let requests = observer.takeRequests()
      if requests.contains(.reopen) {
        writer.reopen()
        if let rules = reloadRules() { relay.exchange(rules.detectors) }
      }
      if requests.contains(.statistics) { stateStatistics() }
      if requests.contains(.stop) || isCut { break }
      lookAtHost()
      lookAtSockets()
      let isAtEnd = !readBurst()
      if isAtEnd { caughtUp() }
      keepTime()
      if isAtEnd { rest() }
    }
    stop()
    return !isCut
  }

  private var isCut: Bool { relay.isCut || writer.failure != nil }

  // MARK: Reading

  /// False when everything there is has been read.
  private func readBurst() -> Bool {
    var count = 0
    while count < limits.burst {
      guard ring.advance() == .frame else { return false }
      if ring.capture != capture { beginFile() }
      if replay != nil { endReplayWhenDue() }
      if index.wants(analyzer.time, in: ring.capture) { noteIndex() }
      // The ring is in use until this returns: `take` must not ask it.
      ring.withFrame { frame, header in take(frame, header) }
      count += 1
    }
    notePlace()
    return true
  }

  private func take(_ frame: RawSpan, _ header: FrameHeader) {
    if ticks.isDue(before: header.time) { ticks.pass(to: header.time) { analyzer.advance(to: $0) } }
    noteClock(header.time)
    if firstFrameTime == nil {
      firstFrameTime = header.time
      relay.recall(recollections(header.time))
    }
    analyzer.ingest(frame, header: header)
    ticks.frame(at: header.time)
    frames &+= 1
  }

  /// Frames of several interfaces are seconds out of order at most.
  private func noteClock(_ time: Timestamp) {
    let back = latestFrameTime - time
    if back >= Self.clockStepNanoseconds { observer.note(.clockSetBack(seconds: back / 1_000_000_000)) }
    if back < 0 || back >= Self.clockStepNanoseconds { latestFrameTime = time }
  }

  private func beginFile() {
    capture = ring.capture
    guard let file = ring.current else { return }
    catalog.name(ring.capture, file.name)
    if file.firstTime == replay?.reached?.fileTime { foundReachedFile = true }
    watch.currentName = file.name
    noteOpened(file)
  }

  private func noteIndex() {
    takeSecrets()
    guard let place = place(at: ring.framePosition) else { return }
    index.append(
      PositionIndex.Entry(place: place, capture: ring.capture, time: analyzer.time, bytes: ring.bytesRead))
  }

  private func place(at position: CapturePosition) -> Checkpoint.Place? {
    ring.current.map {
      Checkpoint.Place(
        file: $0.name, fileTime: $0.firstTime, offset: UInt64(clamping: position.offset), frame: position.frames)
    }
  }

  private func notePlace() {
    if let place = place(at: ring.position) { self.place = place }
  }

  /// Secrets inside pcapng come before the frames they open.
  private func takeSecrets() {
    guard ring.hasSecrets else { return }
    // The other thread looks for secrets while it reads.
    analyzer.settle()
    for text in ring.takeSecrets() { secrets.add(keyLog: text) }
    tryNewSecrets()
  }

  /// Goes on with what TLS held for want of secrets.
  private func tryNewSecrets() {
    guard secrets.revision != secretsRevision else { return }
    secretsRevision = secrets.revision
    analyzer.tryNewSecrets()
  }

  // MARK: Waiting

  private func caughtUp() {
    takeSecrets()
    notePlace()
    if replay != nil { endReplay() }
    let waited = lastFrameInstant.duration(to: .now)
    if frames == framesWhenCaughtUp {
      let quiet = waited.components.seconds * 1_000_000_000 + waited.components.attoseconds / 1_000_000_000
      ticks.pass(to: lastFrameTime.advanced(byNanoseconds: quiet)) { analyzer.advance(to: $0) }
    } else {
      framesWhenCaughtUp = frames
      lastFrameInstant = .now
      lastFrameTime = analyzer.time
    }
    relay.flush()
  }

  private var framesWhenCaughtUp: UInt64 = 0
  private var lastFrameTime = Timestamp.zero

  private func rest() {
    // The log of the host is looked at while the ring is quiet, too.
    let due = host == nil ? min(nextCheckpoint, nextStatus) : min(nextCheckpoint, nextStatus, .now + .milliseconds(200))
    let pause = max(.milliseconds(20), ContinuousClock.now.duration(to: due))
    let milliseconds = pause.components.seconds * 1_000 + pause.components.attoseconds / 1_000_000_000_000_000
    if watch.wait(milliseconds: Int32(clamping: milliseconds), or: observer.descriptor) { ring.look() }
    tellRemarks()
  }

  private func keepTime() {
    let now = ContinuousClock.now
    if now >= nextCheckpoint {
      nextCheckpoint = now + limits.checkpointInterval
      // A backlog of many files is looked at now and then: what the ring drops meanwhile is told by name.
      ring.look()
      tellRemarks()
      commit()
    }
    if now >= nextStatus {
      nextStatus = now + .seconds(1)
      analyzer.settle()
      refreshSecrets(secrets)
      tryNewSecrets()
      lookAgain()
      observer.show(status)
    }
    if now >= nextStatistics {
      nextStatistics = now + limits.statisticsInterval
      stateStatistics()
    }
  }

  private func tellRemarks() {
    for remark in ring.takeRemarks() {
      switch remark {
      case .skipped(let file):
        skipped.files += 1
        skipped.bytes &+= UInt64(clamping: file.bytes)
      case .overwritten: skipped.files += 1
      default: break
      }
      observer.note(.ring(remark))
    }
  }

  // MARK: Ending

  /// What was written before the request is read, as far as there is time.
  private func drain() {
    let end = ContinuousClock.now + limits.drain
    ring.look()
    while !isCut, ContinuousClock.now < end, readBurst() {}
    notePlace()
    if replay != nil, ContinuousClock.now < end { endReplay() }
    tellRemarks()
  }

  /// Everything becomes durable with a checkpoint; what is open is then stated as it stands. A later run that begins at
  /// the checkpoint states it again, under the same names.
  private func stop() {
    drain()
    analyzer.settle()
    refreshSecrets(secrets)
    tryNewSecrets()
    lookAgain()
    lookAtHost(judges: true, isLast: true)
    commit()
    guard replay == nil else { return }
    analyzer.finish()
    relay.finish()
    relay.state(.statistics(statistics))
    relay.flush()
    writer.commit()
    observer.show(status)
  }
}
