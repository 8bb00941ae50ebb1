import AnalysisPipeline
import Detection
import EvidenceStore
import TrafficModel

/// Carries events from the analysis to the detectors, and from there to the writer, in batches: one hand-over for hundreds
/// of events.
final class EventRelay: EventSink {
  private static let batch = 512

  private let detection: DetectionThread
  private var events: [TrafficEvent] = []
  /// What could not be read so far.
  var unread = UnreadFlows()
  /// Names the processes behind flows, where a host's audit log was read.
  var attribution: FlowAttribution?

  init(_ writer: EventWriter, bank: DetectorBank) {
    detection = DetectionThread(writer, bank: bank)
    events.reserveCapacity(Self.batch)
  }

  /// No sink takes records any more.
  var isCut: Bool { detection.isCut }

  /// What an earlier run stated is being read again: its records are there already.
  var isReplaying = false {
    willSet { if newValue != isReplaying { handOver() } }
  }

  func emit(_ event: TrafficEvent) {
    unread.note(event)
    events.append(attribution?.attributing(event) ?? event)
    if events.count >= Self.batch { handOver() }
  }

  /// What the host's audit logs have told, for the detectors.
  func sight(_ sightings: HostSightings, isReplayed: Bool) {
    handOver()
    detection.sight(sightings, isReplayed: isReplayed)
  }

  /// What an earlier analysis knew, for the detectors.
  func recall(_ memories: [Recollection]) {
    handOver()
    detection.recall(memories)
  }

  /// From the next event on, others stand in for detectors of the same ids.
  func exchange(_ detectors: [any Detector]) {
    handOver()
    detection.exchange(detectors, isReplayed: isReplaying)
  }

  /// The events are at their end.
  func finish() {
    handOver()
    detection.finish()
  }

  /// Waits until everything emitted so far, and what was found in it, is with the writer.
  func flush() {
    handOver()
    detection.drain()
  }

  private func handOver() {
    guard !events.isEmpty else { return }
    detection.take(events, isReplayed: isReplaying)
    events.removeAll(keepingCapacity: true)
  }
}
