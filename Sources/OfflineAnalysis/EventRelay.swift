import AnalysisPipeline
import Detection
import EvidenceStore
import TrafficModel

/// Carries events from the analysis to the writer in batches: one hand-over for hundreds of events. Shows each to the
/// detectors on its way; what they find follows the event that gave it away.
final class EventRelay: EventSink {
  private static let batch = 512

  private let writer: EventWriter
  private var bank: DetectorBank
  private var events: [TrafficEvent] = []
  private var findings: [Finding] = []
  /// No sink takes records any more.
  private(set) var isCut = false
  /// What an earlier run stated is being read again: its records are there already.
  var isReplaying = false

  init(_ writer: EventWriter, bank: DetectorBank) {
    self.writer = writer
    self.bank = bank
    events.reserveCapacity(Self.batch)
  }

  func emit(_ event: TrafficEvent) {
    if !isReplaying { events.append(event) }
    bank.observe(event, findings: &findings)
    stateFindings()
    if events.count >= Self.batch { flush() }
  }

  /// The events are at their end.
  func finish() {
    bank.finish(findings: &findings)
    stateFindings()
  }

  func flush() {
    guard !events.isEmpty else { return }
    if !writer.write(events) { isCut = true }
    events.removeAll(keepingCapacity: true)
  }

  private func stateFindings() {
    guard !findings.isEmpty else { return }
    if !isReplaying { for finding in findings { events.append(.finding(finding)) } }
    findings.removeAll(keepingCapacity: true)
  }
}
