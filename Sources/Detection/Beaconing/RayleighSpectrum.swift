import Glibc

/// The strongest rhythm in event times, for series where polling is mixed with other use: their pauses obey no one law, but
/// the times of the polls keep their phase.
package struct RayleighSpectrum: Hashable, Sendable {
  /// |Σ exp(−2πift)|²/n at its peak; about exponential with mean 1 for events without rhythm.
  package var power: Double
  /// Seconds.
  package var period: Double
  /// Chance of such a peak among all frequencies looked at, for events without rhythm.
  package var probability: Double

  private static let fineSteps = 400
  private static let coarseSteps = 200

  /// - Parameter times: seconds, ascending. Nil for fewer than 20.
  package init?(_ times: [Double]) {
    guard times.count >= 20, let start = times.first else { return nil }
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }.filter { $0 > 1 }
    guard gaps.count >= 8 else { return nil }
    let median = Quantiles(gaps).median
    let frequencies =
      Self.grid(from: 0.3 / median, to: 1.7 / median, Self.fineSteps)
      + Self.grid(from: 1.0 / 7_200, to: 0.5, Self.coarseSteps)
    // Slower than a tenth of the time observed, a rhythm cannot be told from a trend.
    let slowest = 10 / max(1, (times.last ?? start) - start)
    var best = (power: 0.0, frequency: 1 / median)
    for frequency in frequencies where frequency >= slowest {
      var (real, imaginary) = (0.0, 0.0)
      for time in times {
        let angle = -2 * Double.pi * frequency * (time - start)
        real += cos(angle)
        imaginary += sin(angle)
      }
      let power = (real * real + imaginary * imaginary) / Double(times.count)
      if power > best.power { best = (power, frequency) }
    }
    power = best.power
    period = 1 / best.frequency
    probability = min(1, Double(frequencies.count) * exp(-best.power))
  }

  private static func grid(from low: Double, to high: Double, _ steps: Int) -> [Double] {
    let ratio = log(high / low)
    return (0..<steps).map { low * exp(ratio * Double($0) / Double(steps - 1)) }
  }
}
