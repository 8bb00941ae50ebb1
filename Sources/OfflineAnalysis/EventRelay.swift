import AnalysisPipeline
import EvidenceStore
import TrafficModel

/// Carries events from the analysis to the writer in batches: one hand-over for hundreds of events.
final class EventRelay: EventSink {
  private static let batch = 512

  private let writer: EventWriter
  private var events: [TrafficEvent] = []
  /// No sink takes records any more.
  private(set) var isCut = false

  init(_ writer: EventWriter) {
    self.writer = writer
    events.reserveCapacity(Self.batch)
  }

  func emit(_ event: TrafficEvent) {
    events.append(event)
    if events.count >= Self.batch { flush() }
  }

  func flush() {
    guard !events.isEmpty else { return }
    if !writer.write(events) { isCut = true }
    events.removeAll(keepingCapacity: true)
  }
}
