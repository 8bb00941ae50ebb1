import AnalysisPipeline
import Detection
import EvidenceStore
import TrafficModel

/// Carries events from the analysis to the detectors, and from there to the writer, in batches: one hand-over for hundreds
/// of events.
///
/// Events come from the thread that reads streams; everything else is asked by the one that reads frames, and waits until
/// the other has nothing to do.
final class EventRelay: EventSink {
  private static let batch = 512

  private let detection: DetectionThread
  private var events: [TrafficEvent] = []
  private var unread = UnreadFlows()
  private var attribution: FlowAttribution?
  /// Waits until nothing is emitted any more of what was ingested so far.
  private var settle: () -> Void = {}

  init(_ writer: EventWriter, bank: DetectorBank) {
    detection = DetectionThread(writer, bank: bank)
    events.reserveCapacity(Self.batch)
  }

  /// No sink takes records any more.
  var isCut: Bool { detection.isCut }

  /// The analyzer emits into this relay from a thread of its own.
  func follow(_ analyzer: Analyzer) { settle = { [unowned analyzer] in analyzer.settle() } }

  /// What an earlier run stated is being read again: its records are there already.
  var isReplaying = false {
    willSet { if newValue != isReplaying { handOverAll() } }
  }

  // MARK: From the thread that reads streams

  func emit(_ event: TrafficEvent) {
    unread.note(event)
    events.append(attribution?.attributing(event) ?? event)
    if events.count >= Self.batch { handOver() }
  }

  private func handOver() {
    guard !events.isEmpty else { return }
    detection.take(events, isReplayed: isReplaying)
    events.removeAll(keepingCapacity: true)
  }

  // MARK: From the thread that reads frames

  /// Flows that end from here on are attributed to processes, as far as `change` makes it known.
  func attribute(_ change: (inout FlowAttribution?) -> Void) {
    settle()
    change(&attribution)
  }

  /// What could not be read so far.
  func withUnread<Result>(_ body: (inout UnreadFlows) -> Result) -> Result {
    settle()
    return body(&unread)
  }

  /// States something that does not come from the analyzer.
  func state(_ event: TrafficEvent) {
    settle()
    emit(event)
  }

  /// What the host's audit logs have told, for the detectors.
  func sight(_ sightings: HostSightings, isReplayed: Bool) {
    handOverAll()
    detection.sight(sightings, isReplayed: isReplayed)
  }

  /// What an earlier analysis knew, for the detectors.
  func recall(_ memories: [Recollection]) {
    handOverAll()
    detection.recall(memories)
  }

  /// From the next event on, others stand in for detectors of the same ids.
  func exchange(_ detectors: [any Detector]) {
    handOverAll()
    detection.exchange(detectors, isReplayed: isReplaying)
  }

  /// The events are at their end.
  func finish() {
    handOverAll()
    detection.finish()
  }

  /// Waits until everything emitted so far, and what was found in it, is with the writer.
  func flush() {
    handOverAll()
    detection.drain()
  }

  private func handOverAll() {
    settle()
    handOver()
  }
}
