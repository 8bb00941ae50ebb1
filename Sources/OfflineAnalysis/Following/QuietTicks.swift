import TrafficModel

/// Tells at which moments time is said to have passed while no frame came.
///
/// At full seconds, from two seconds after the last frame to half a minute after it, and one second before the next frame at
/// the latest. Because that follows from the frames alone, a live analysis, which ticks while it waits, and one that reads
/// the same files later come to the same moments, in the same order.
struct QuietTicks {
  private static let second: Int64 = 1_000_000_000
  static let quiet = 2 * second
  static let most = 30 * second
  /// A frame is visible in its file this long after its time.
  private static let allowance = second

  private var last: Timestamp?
  /// The full second after the last tick.
  private var next: Int64 = 0

  init() {}

  /// A frame of that time follows. True when ticks are due before it.
  @inline(__always)
  func isDue(before time: Timestamp) -> Bool {
    guard let last else { return false }
    return time - last >= Self.quiet
  }

  /// Calls `tick` for what is due before a frame of that time, or when that time has come without a frame.
  mutating func pass(to time: Timestamp, _ tick: (Timestamp) -> Void) {
    guard let last, last.nanoseconds > 0, last.nanoseconds < .max - Self.most else { return }
    let end = min(time.advanced(byNanoseconds: -Self.allowance).nanoseconds, last.nanoseconds + Self.most)
    var moment = max(next, Self.roundedUp(last.nanoseconds + Self.quiet))
    while moment <= end {
      tick(Timestamp(nanoseconds: moment))
      moment += Self.second
      next = moment
    }
  }

  /// The frame was taken.
  @inline(__always)
  mutating func frame(at time: Timestamp) {
    last = time
    next = 0
  }

  private static func roundedUp(_ nanoseconds: Int64) -> Int64 { (nanoseconds + second - 1) / second * second }
}
