package import TrafficModel

/// How far capture time has come, as far as frames can be believed.
///
/// Runs forward with the frames. Frames that are a little late do not turn it back. A step larger than `limit`, in either
/// direction, is taken only when a second frame confirms it, so that one absurd timestamp ends no flow.
package struct CaptureClock: Sendable {
  package private(set) var now: Timestamp?
  private let limit: Int64
  private var doubtful: Timestamp?

  package init(limit: Int64) { self.limit = limit }

  package mutating func observe(_ time: Timestamp) {
    guard let current = now else {
      now = time
      return
    }
    let step = time - current
    if step >= 0 && step <= limit {
      now = time
      doubtful = nil
    } else if step < 0 && step >= -limit {
      doubtful = nil
    } else {
      confirm(time)
    }
  }

  /// Time has come this far, in the word of the caller.
  package mutating func advance(to time: Timestamp) {
    if let current = now, time < current { return }
    now = time
    doubtful = nil
  }

  private mutating func confirm(_ time: Timestamp) {
    if let other = doubtful, abs(clamping: time - other) <= limit {
      now = max(time, other)
      doubtful = nil
    } else {
      doubtful = time
    }
  }

  private func abs(clamping value: Int64) -> Int64 { value == .min ? .max : Swift.abs(value) }
}
