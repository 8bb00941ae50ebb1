import AnalysisPipeline
import EvidenceStore
import FlowTracking
import Foundation
import Synchronization

/// Reads streams on a thread of its own, beside the one that reads frames: each has about half of the work.
///
/// Ends when it is let go of.
final class ConversationThread: FlowStepCourier {
  private enum Task: Sendable {
    case steps(FlowSteps)
    /// Everything before has been read.
    case mark(DispatchSemaphore)
  }

  /// Batches that may wait between the threads: three megabytes. With fewer, on two cores, one of the threads waits too often for
  /// the other to be given a turn.
  private static let waitingBatches = 24

  private let queue = HandoverQueue<Task>(limit: waitingBatches)
  private let emptied = Emptied()

  /// Batches that can be used again: as many as may wait, be read, and be written at once, so that none grows anew.
  private final class Emptied: Sendable {
    private let batches = Mutex<[FlowSteps]>([])

    func add(_ steps: FlowSteps) {
      steps.removeAll()
      batches.withLock { if $0.count < 3 * ConversationThread.waitingBatches { $0.append(steps) } }
    }

    func take() -> FlowSteps {
      batches.withLock { $0.popLast() }
        ?? FlowSteps(reservingBytes: Analyzer.carriedBytes + (64 << 10), steps: Analyzer.carriedSteps + 64)
    }
  }

  deinit { queue.close() }

  func begin(reading read: @escaping (FlowSteps) -> Void) {
    // Safe: from here on `read` is called by the thread alone, and what it reaches is left alone until a mark has passed.
    nonisolated(unsafe) let read = read
    let thread = Thread { [queue, emptied] in
      while true {
        let tasks = queue.takeAll()
        guard !tasks.isEmpty else { return }
        for task in tasks {
          switch task {
          case .steps(let steps):
            read(steps)
            emptied.add(steps)
          case .mark(let mark): mark.signal()
          }
        }
      }
    }
    // Hostile bytes can nest messages inside messages; the main thread's stack is no larger.
    thread.stackSize = 8 << 20
    thread.name = "egret streams"
    thread.start()
  }

  func carry(_ steps: FlowSteps) { _ = queue.add(.steps(steps), weight: 1) }

  func drain() {
    let mark = DispatchSemaphore(value: 0)
    if queue.add(.mark(mark), weight: 0) { mark.wait() }
  }

  func empty() -> FlowSteps { emptied.take() }
}
