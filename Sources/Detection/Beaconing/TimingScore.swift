import Glibc

/// What the timing of one series says: the better of two channels, over the whole series and its recent parts.
package struct TimingScore: Hashable, Sendable {
  /// Fewer pauses are not judged.
  package static let fewestGaps = 8
  /// Pauses of a tight series, which counts as `tightNats` at least.
  private static let tightGaps = 20
  private static let tightVariation = 0.30
  package static let tightNats = 6.0

  /// In nats: what decides.
  package var nats: Double
  package var renewal: RenewalScore
  /// Standard deviation of the pauses over their mean.
  package var variation: Double

  /// - Parameter times: seconds, ascending.
  package init?(_ times: [Double]) {
    let gaps = BurstCollapse.gaps(times)
    guard gaps.count >= Self.fewestGaps, let whole = RenewalScore(gaps: gaps) else { return nil }
    renewal = whole
    nats = whole.nats
    variation = Self.variation(gaps)
    // A change of the sleep time makes two laws of one; the price is that of asking three times.
    for recent in [100, 30] where gaps.count > recent {
      guard let part = RenewalScore(gaps: Array(gaps.suffix(recent))), part.nats - log(3) > nats else { continue }
      renewal = part
      nats = part.nats - log(3)
    }
    if gaps.count >= Self.tightGaps, variation <= Self.tightVariation { nats = max(nats, Self.tightNats) }
  }

  /// 0 for nothing.
  static func variation(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    guard mean > 0 else { return 0 }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return variance.squareRoot() / mean
  }
}
