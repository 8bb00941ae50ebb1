package import AnalysisPipeline
package import AuditLogs
package import CaptureFiles
package import Detection
package import EvidenceStore
import HostSockets
package import MCPDissection
package import TLSDecryption
package import TrafficModel

/// Captures in, records out: reads files through one analyzer and hands its events to a writer.
package struct OfflineAnalysis {
  package struct Outcome: Sendable {
    package var captures: [CaptureStatus]
    package var statistics: AnalysisStatistics
    /// Reading stopped before the end because nobody takes the records any more.
    package var wasCutShort: Bool
    /// What there is to say of key logs that grew meanwhile.
    package var keyLogRemarks: [String] = []
  }

  /// Frames between two looks at the progress; a look costs more than a frame.
  private static let progressInterval: UInt64 = 4_096

  private let limits: AnalyzerLimits
  private let hasher: SecretHasher
  private let secrets: SecretStore
  private let keyLogs: KeyLogFiles?
  private let detection: DetectionSetup
  private let rules: RuleSets
  private let hostLogs: HostLogs?
  private let verifier: (any TokenVerifying)?
  /// What was known before a time; asked when the first frame has come.
  package var recollections: (Timestamp) -> [Recollection] = { _ in [] }

  /// - Parameters:
  ///   - secrets: opens TLS; secrets inside captures are added to it.
  ///   - keyLogs: where more secrets may come from while captures are read.
  ///   - detection: what is looked for, and how it is judged.
  ///   - rules: matched beside the detectors.
  ///   - verifier: checks the signatures of tokens, where keys are configured.
  ///   - hostLogs: what processes did on the hosts that the captures show.
  package init(
    limits: AnalyzerLimits = AnalyzerLimits(), hasher: SecretHasher, secrets: SecretStore = SecretStore(),
    keyLogs: KeyLogFiles? = nil, detection: DetectionSetup = DetectionSetup(), rules: RuleSets = RuleSets(),
    hostLogs: HostLogs? = nil, verifier: (any TokenVerifying)? = nil
  ) {
    self.verifier = verifier
    self.hostLogs = hostLogs
    self.rules = rules
    self.detection = detection.keyed(by: hasher)
    self.limits = limits
    self.hasher = hasher
    self.secrets = secrets
    self.keyLogs = keyLogs
  }

  /// Reads `names` to their end. The caller finishes `writer`.
  ///
  /// - Parameters:
  ///   - catalog: learns the names of the captures, for records to cite.
  ///   - progress: called now and then; answers whether to go on.
  package func run(
    _ names: [String], catalog: CaptureCatalog, into writer: EventWriter, progress: (AnalysisProgress) -> Bool
  ) -> Outcome {
    var timeline = CaptureTimeline(names)
    for status in timeline.statuses { catalog.name(status.capture, status.name) }
    var others: [any Detector] = rules.detectors
    let hostEvents = hostLogs?.events(numberingFrom: timeline.statuses.count) ?? []
    for (index, name) in (hostLogs?.names ?? []).enumerated() {
      catalog.name(CaptureID(rawValue: UInt32(clamping: timeline.statuses.count + index)), name)
    }
    if !hostEvents.isEmpty { others.append(HostActivityDetector(hostEvents, span: hostLogs?.span, detection)) }
    let relay = EventRelay(writer, bank: DetectorCatalog.bank(detection.keyed(by: hasher), others: others))
    let sightings = Self.sightings(beside: names)
    if !hostEvents.isEmpty || !sightings.isEmpty {
      relay.attribute {
        $0 = FlowAttribution(hostEvents, policy: detection.egress)
        $0?.add(sightings)
      }
    }
    let analyzer = Analyzer(
      limits: limits, hasher: hasher, verifier: verifier, secrets: secrets, courier: ConversationThread(), sink: relay)
    relay.follow(analyzer)
    var frames: UInt64 = 0
    var wantsMore = true
    var ticks = QuietTicks()
    for text in CaptureSecrets.collect(names) { secrets.add(keyLog: text) }
    var remarks: [String] = []
    takeSecrets(&timeline, analyzer)
    while wantsMore,
      timeline.next({ frame, header in
        if frames == 0 { relay.recall(recollections(header.time)) }
        if ticks.isDue(before: header.time) { ticks.pass(to: header.time) { analyzer.advance(to: $0) } }
        analyzer.ingest(frame, header: header)
        ticks.frame(at: header.time)
      })
    {
      frames &+= 1
      if timeline.hasSecrets { takeSecrets(&timeline, analyzer) }
      guard frames % Self.progressInterval == 0 else { continue }
      refreshSecrets(analyzer, &remarks, isWhole: false)
      wantsMore = !relay.isCut && progress(Self.progress(timeline, analyzer, frames))
    }
    refreshSecrets(analyzer, &remarks, isWhole: true)
    analyzer.finish()
    relay.finish()
    let statistics = analyzer.statistics
    relay.state(.statistics(statistics))
    relay.flush()
    _ = progress(Self.progress(timeline, analyzer, frames))
    return Outcome(
      captures: timeline.statuses, statistics: statistics, wasCutShort: !wantsMore, keyLogRemarks: remarks)
  }

  /// What was noted of the capturing host's sockets beside rings of ours.
  private static func sightings(beside names: [String]) -> [SocketSighting] {
    let folders = Set(names.map { name in name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "." })
    return folders.sorted().flatMap { SocketLogFollower(folder: $0).look() }
  }

  private func takeSecrets(_ timeline: inout CaptureTimeline, _ analyzer: Analyzer) {
    // The other thread looks for secrets while it reads.
    analyzer.settle()
    let before = secrets.revision
    for text in timeline.takeSecrets() { secrets.add(keyLog: text) }
    if secrets.revision != before { analyzer.tryNewSecrets() }
  }

  private func refreshSecrets(_ analyzer: Analyzer, _ remarks: inout [String], isWhole: Bool) {
    guard let keyLogs, !keyLogs.isEmpty else { return }
    analyzer.settle()
    let before = secrets.revision
    remarks += keyLogs.refresh(into: secrets, isWhole: isWhole)
    if secrets.revision != before { analyzer.tryNewSecrets() }
  }

  private static func progress(
    _ timeline: borrowing CaptureTimeline, _ analyzer: Analyzer, _ frames: UInt64
  ) -> AnalysisProgress {
    AnalysisProgress(
      bytesRead: timeline.bytesRead, bytesTotal: timeline.bytesTotal, frames: frames,
      toolCalls: analyzer.toolCallCount, time: analyzer.time)
  }
}
