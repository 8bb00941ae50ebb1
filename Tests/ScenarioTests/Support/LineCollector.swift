import EvidenceStore

/// Keeps every record in memory.
final class LineCollector: RecordSink {
  private(set) var bytes: [UInt8] = []

  func receive(_ batch: borrowing RecordBatch) { batch.lines.withBytes { bytes.append(contentsOf: $0) } }
  func commit(_ checkpoint: Checkpoint?) {}
  func finish() {}
}
