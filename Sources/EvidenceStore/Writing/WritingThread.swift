internal import Foundation
internal import TrafficModel

/// What the writer's thread does. Used by that thread alone.
final class WritingThread: @unchecked Sendable {
  private var encoder: RecordEncoder
  private var sinks: [any RecordSink]
  private var batch = RecordBatch()

  init(encoder: consuming sending RecordEncoder, sinks: sending [any RecordSink]) {
    self.encoder = encoder
    self.sinks = sinks
  }

  /// Works until it is told to finish, or no sink is left. Tells after each task how many records were written and which
  /// sinks failed.
  func run(_ queue: HandoverQueue<WriterTask>, progress: (Int, [StoreError]) -> Void) {
    Self.blockBrokenPipeSignal()
    while !sinks.isEmpty {
      for task in queue.takeAll() {
        let (records, errors, isLast) = perform(task)
        progress(records, errors)
        if isLast { return }
      }
    }
  }

  private func perform(_ task: WriterTask) -> (records: Int, errors: [StoreError], isLast: Bool) {
    switch task {
    case .events(let events):
      batch.fill(with: events, by: &encoder)
      defer { batch.removeAll() }
      let errors = tellSinks { sink throws(StoreError) in try sink.receive(batch) }
      return (events.count, errors, false)
    case .commit(let checkpoint):
      return (0, tellSinks { sink throws(StoreError) in try sink.commit(checkpoint) }, false)
    case .reopen:
      return (0, tellSinks { sink throws(StoreError) in try sink.reopen() }, false)
    case .finish:
      let errors = tellSinks { sink throws(StoreError) in try sink.finish() }
      sinks = []
      return (0, errors, true)
    }
  }

  /// Sinks that throw are closed and left out from now on.
  private func tellSinks(_ body: (any RecordSink) throws(StoreError) -> Void) -> [StoreError] {
    var errors: [StoreError] = []
    sinks.removeAll { sink in
      do throws(StoreError) {
        try body(sink)
        return false
      } catch {
        errors.append(error)
        try? sink.finish()
        return true
      }
    }
    return errors
  }

  /// A write to a pipe without a reader shall fail, not end the process. For this thread only: what the rest of the process
  /// does about the signal is not ours to decide.
  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
