internal import Foundation
internal import TrafficModel

/// What the analysis thread hands to the writer.
enum WriterTask: Sendable {
  case events([TrafficEvent])
  case commit(Checkpoint?)
  case reopen
  case finish
}

/// A queue between two threads, bounded by the weight of what waits in it. Who adds to a full queue waits: nothing is lost,
/// analysis becomes as fast as the disk.
///
/// Unchecked, because `NSCondition` guards all state: it is touched only between `lock` and `unlock`.
final class EventQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let limit: Int
  private var tasks: [(task: WriterTask, weight: Int)] = []
  private var weight = 0
  private var isOpen = true

  init(limit: Int) { self.limit = max(1, limit) }

  /// Waits while the queue is full. A task heavier than the limit waits for an empty queue. False when nobody takes any more.
  func add(_ task: WriterTask, weight added: Int) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while isOpen, !tasks.isEmpty, weight + added > limit { condition.wait() }
    guard isOpen else { return false }
    tasks.append((task, added))
    weight += added
    condition.broadcast()
    return true
  }

  /// Waits for tasks and takes all there are.
  func takeAll() -> [WriterTask] {
    condition.lock()
    defer { condition.unlock() }
    while tasks.isEmpty { condition.wait() }
    let taken = tasks.map(\.task)
    tasks.removeAll(keepingCapacity: true)
    weight = 0
    condition.broadcast()
    return taken
  }

  /// Wakes everybody: nothing is taken from now on.
  func close() {
    condition.lock()
    isOpen = false
    condition.broadcast()
    condition.unlock()
  }
}
