import Glibc

/// The strongest rhythm in event times, for series where polling is mixed with other use: their pauses obey no one law, but
/// the times of the polls keep their phase.
package struct RayleighSpectrum: Hashable, Sendable {
  /// |Σ exp(−2πift)|²/n at its peak; about exponential with mean 1 for events that come by chance.
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
    let wanted = frequencies.filter { $0 >= slowest }.sorted()
    let powers = wanted.map { Self.power(times, start, $0) }
    var best = (power: 0.0, raw: 0.0, frequency: 1 / median)
    for index in powers.indices where powers[index] > best.power {
      let power = powers[index] / Self.background(powers, around: index)
      if power > best.power { best = (power, powers[index], wanted[index]) }
    }
    power = best.raw
    period = 1 / best.frequency
    probability = min(1, Double(max(1, wanted.count)) * exp(-best.power))
  }

  private static func power(_ times: [Double], _ start: Double, _ frequency: Double) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for time in times {
      let angle = -2 * Double.pi * frequency * (time - start)
      real += cos(angle)
      imaginary += sin(angle)
    }
    return (real * real + imaginary * imaginary) / Double(times.count)
  }

  /// What neighbouring frequencies have: bursts lift whole stretches of the spectrum, a rhythm only one place. 1 at least.
  private static func background(_ powers: [Double], around index: Int) -> Double {
    let neighbours = powers[max(0, index - 25)..<min(powers.count, index + 26)]
    // The median of an exponential law is its mean times log 2.
    return max(1, Quantiles(Array(neighbours)).median / log(2))
  }

  private static func grid(from low: Double, to high: Double, _ steps: Int) -> [Double] {
    let ratio = log(high / low)
    return (0..<steps).map { low * exp(ratio * Double($0) / Double(steps - 1)) }
  }
}
