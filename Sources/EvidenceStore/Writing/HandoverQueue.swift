internal import Foundation

/// A queue between two threads, bounded by the weight of what waits in it. Who adds to a full queue waits: nothing is lost,
/// the faster thread becomes as fast as the slower one.
///
/// Public, so that whoever uses it gets code for its own items.
///
/// Unchecked, because `NSCondition` guards all state: it is touched only between `lock` and `unlock`.
public final class HandoverQueue<Item: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let limit: Int
  private var items: [Item] = []
  private var weight = 0
  private var isOpen = true
  /// Room for more than this is not made before they come.
  private static var usualCount: Int { 1_024 }

  /// - Parameter limit: of the weight of everything that waits.
  public init(limit: Int) { self.limit = max(1, limit) }

  /// Waits while the queue is full. An item heavier than the limit waits for an empty queue. False when nobody takes any more.
  public func add(_ item: Item, weight added: Int) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while isOpen, !items.isEmpty, weight + added > limit { condition.wait() }
    guard isOpen else { return false }
    items.append(item)
    weight += added
    condition.broadcast()
    return true
  }

  /// Waits for items and takes all there are; none when the queue was closed.
  public func takeAll() -> [Item] {
    condition.lock()
    defer { condition.unlock() }
    while items.isEmpty, isOpen { condition.wait() }
    let taken = items
    // As many will wait again.
    items = []
    items.reserveCapacity(min(taken.count, Self.usualCount))
    weight = 0
    condition.broadcast()
    return taken
  }

  /// Wakes everybody: what waits may still be taken, but nothing is added from now on.
  public func close() {
    condition.lock()
    isOpen = false
    condition.broadcast()
    condition.unlock()
  }
}
