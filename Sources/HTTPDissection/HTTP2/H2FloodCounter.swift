package import TrafficModel

/// Counts what one end does too often, over windows of capture time that begin with the first such act.
package struct H2FloodCounter: Hashable, Sendable {
  private let limit: UInt32
  private let window: Int64
  private var start = Timestamp.zero
  private var count: UInt32 = 0

  /// - Parameters:
  ///   - limit: how often is harmless within one window.
  ///   - window: nanoseconds.
  package init(limit: UInt32, window: Int64) {
    self.limit = limit
    self.window = window
  }

  /// True once in a window: for the first act beyond the limit.
  package mutating func exceedsLimit(at time: Timestamp) -> Bool {
    if count == 0 || time - start > window {
      start = time
      count = 0
    }
    guard count <= limit else { return false }
    count &+= 1
    return count > limit
  }
}
