internal import Foundation
internal import Synchronization
package import TrafficModel

/// Writes events to sinks on a thread of its own.
///
/// Batches are handed over through a bounded queue; who writes faster than the sinks take waits. Events arrive in every sink
/// in the order they were written. A sink that fails is given nothing more, and the others go on; the first error is told by
/// `finish`. When the reader of standard output goes away, that is no error.
package final class EventWriter: Sendable {
  /// What may wait between the threads, in bytes.
  private static let queueBytes = 4 << 20

  /// What the writing thread tells the others.
  private struct Progress: Sendable {
    var records: UInt64 = 0
    var failure: StoreError?
    var isReaderGone = false
    var isFinished = false
  }

  private let queue = HandoverQueue<WriterTask>(limit: queueBytes)
  private let progress = Mutex(Progress())
  private let finished = DispatchSemaphore(value: 0)

  /// Takes over `sinks`: nobody else may use them before `finish` has returned.
  package init(encoder: consuming sending RecordEncoder, sinks: sending [any RecordSink]) {
    let work = WritingThread(encoder: encoder, sinks: sinks)
    let thread = Thread { [self] in
      work.run(self.queue) { records, sinkErrors in self.note(records, sinkErrors) }
      self.queue.close()
      self.finished.signal()
    }
    thread.name = "egret writer"
    thread.start()
  }

  /// Hands over events. Waits while the queue is full. False when no sink takes records any more: stop, and `finish`.
  @discardableResult
  package func write(_ events: [TrafficEvent]) -> Bool {
    write(events, weight: events.reduce(0) { $0 + $1.weight })
  }

  /// The same for who has weighed them.
  package func write(_ events: [TrafficEvent], weight: Int) -> Bool {
    guard !events.isEmpty else { return true }
    return queue.add(.events(events), weight: weight)
  }

  /// Everything written so far becomes durable, together with `checkpoint`. Does not wait for it.
  @discardableResult
  package func commit(_ checkpoint: Checkpoint? = nil) -> Bool { queue.add(.commit(checkpoint), weight: 0) }

  /// Files of records are opened again by their names, after everything written so far has gone into the old ones.
  @discardableResult
  package func reopen() -> Bool { queue.add(.reopen, weight: 0) }

  /// The first error of any sink; who runs for long need not wait for `finish` to hear of it.
  package var failure: StoreError? { progress.withLock { $0.failure } }

  /// Waits until everything is written and closed. Throws the first error of any sink.
  package func finish() throws(StoreError) {
    _ = queue.add(.finish, weight: 0)
    finished.wait()
    finished.signal()
    if let failure = progress.withLock({ $0.failure }) { throw failure }
  }

  /// Records that were written to all sinks which still take them.
  package var recordCount: UInt64 { progress.withLock { $0.records } }
  /// Who read standard output has gone away.
  package var isReaderGone: Bool { progress.withLock { $0.isReaderGone } }

  private func note(_ records: Int, _ errors: [StoreError]) {
    progress.withLock { progress in
      progress.records += UInt64(records)
      for error in errors {
        if error.code == .readerGone {
          progress.isReaderGone = true
        } else if progress.failure == nil {
          progress.failure = error
        }
      }
    }
  }
}
