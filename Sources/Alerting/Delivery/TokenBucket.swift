/// So many at once, and so many a minute from then on.
package struct TokenBucket: Hashable, Sendable {
  private let perMinute: Double
  private let burst: Double
  private var tokens: Double
  private var last: Duration

  /// - Parameter now: of a clock that does not jump.
  package init(perMinute: Double, burst: Double, now: Duration) {
    self.perMinute = max(0, perMinute)
    self.burst = max(1, burst)
    tokens = self.burst
    last = now
  }

  /// Whether one more may pass.
  package mutating func take(at now: Duration) -> Bool {
    let passed = Double((now - last).components.seconds) + Double((now - last).components.attoseconds) / 1e18
    tokens = min(burst, tokens + max(0, passed) * perMinute / 60)
    last = max(last, now)
    // Tenths do not add up to a whole exactly.
    guard tokens >= 1 - 1e-6 else { return false }
    tokens -= 1
    return true
  }
}
