package import EvidenceStore
internal import Foundation
internal import TrafficModel

/// Tells findings to all routes, each once and again when it became worse. Suppressed ones are not told.
package final class AlertSink: RecordSink {
  /// Findings remembered as told; beyond them one may be told twice.
  package static let rememberedFindings = 100_000
  private static let patience = Duration.seconds(10)

  private let lanes: [AlertLane]
  private var told: [RecordID: Severity] = [:]

  package init(_ lanes: [AlertLane]) { self.lanes = lanes }

  package func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    for index in batch.events.indices {
      guard case .finding(let finding) = batch.events[index], isNew(finding.value) else { continue }
      let range = batch.range(of: index)
      let record = batch.lines.withBytes { Array($0[range]) }
      guard let alert = Alert(record: record) else { continue }
      for lane in lanes { lane.offer(alert) }
    }
  }

  package func commit(_ checkpoint: Checkpoint?) throws(StoreError) {}

  package func finish() throws(StoreError) {
    // At once, so that the patience of one is the patience of all.
    let lanes = lanes
    DispatchQueue.concurrentPerform(iterations: lanes.count) { lanes[$0].finish(patience: Self.patience) }
  }

  private func isNew(_ finding: Finding) -> Bool {
    guard finding.suppression == nil else { return false }
    if let severity = told[finding.id], severity >= finding.severity { return false }
    if told.count >= Self.rememberedFindings { told.removeAll() }
    told[finding.id] = finding.severity
    return true
  }
}
