import EvidenceStore
import Presentation

/// Feeds a live page from the writer's thread.
final class LivePageSink: RecordSink {
  private let page: LivePage
  private var lines: [String] = []

  init(_ page: LivePage) { self.page = page }

  func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    for event in batch.events {
      if let line = LiveLine.text(event) { lines.append(line) }
    }
    if lines.count > 64 { flush() }
  }

  func commit(_ checkpoint: Checkpoint?) throws(StoreError) { flush() }
  func finish() throws(StoreError) { flush() }

  private func flush() {
    page.print(lines)
    lines.removeAll(keepingCapacity: true)
  }
}
