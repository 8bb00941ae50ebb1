import Glibc

/// How much better the pauses of a series are explained by a program that sleeps for a time with jitter, now and then missing
/// a check-in, than by people, agents and bursts.
///
/// A likelihood ratio. The alternative is a renewal process whose pauses are uniform between bounds, or sums of two to four
/// such pauses where check-ins were missed; its bounds and miss rate are chosen from a grid. The null is the best of
/// lognormal, exponential and mixed laws. Both sides are diluted by a slow exponential, so that single pauses decide nothing.
/// Spectra fail here: jitter of 30 % hides their line, but not the bounds of a uniform law.
package struct RenewalScore: Hashable, Sendable {
  /// Logarithm of the likelihood ratio; 6 is the threshold of the documentation.
  package var nats: Double
  /// The longest pause that is no missed check-in, in seconds: what the program sleeps for.
  package var period: Double
  /// How much shorter than that a pause can be, 0…1.
  package var jitter: Double
  /// Share of check-ins that are missing.
  package var missRate: Double
  /// Pauses judged.
  package var gaps: Int

  private static let dilution = 0.03
  private static let jitters = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
  private static let missRates = [0, 0.05, 0.15, 0.3]
  private static let bounds = [0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97, 1]
  private static let nullWidths = [0.35, 0.5, 0.7, 1, 1.4, 2]

  /// Nil for fewer than four pauses, or ones that are not positive.
  package init?(gaps: [Double]) {
    guard gaps.count >= 4, gaps.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let diluted = gaps.map { Self.dilution * exp(-$0 / (3 * mean)) / (3 * mean) }
    let best = Self.best(gaps, diluted)
    nats = best.likelihood - Self.null(gaps, mean: mean, diluted)
    period = best.bound
    jitter = best.jitter
    missRate = best.missRate
    self.gaps = gaps.count
  }

  private struct Fit {
    var likelihood = -Double.infinity
    var bound = 0.0
    var jitter = 0.0
    var missRate = 0.0
  }

  private static func best(_ gaps: [Double], _ diluted: [Double]) -> Fit {
    let quantiles = Quantiles(gaps)
    var best = Fit()
    var last = -Double.infinity
    // Ascending, so equal candidates follow each other.
    for fraction in bounds {
      let bound = quantiles.quantile(fraction) * 1.02 + 0.5
      guard bound != last else { continue }
      last = bound
      for jitter in jitters { improve(&best, gaps, diluted, bound: bound, jitter: jitter) }
    }
    return best
  }

  private static func improve(
    _ best: inout Fit, _ gaps: [Double], _ diluted: [Double], bound: Double, jitter: Double
  ) {
    let low = max(0, bound * (1 - jitter) - 0.5)
    let densities = gaps.map { Self.densities($0, low, bound) }
    for rate in missRates {
      var likelihood = 0.0
      for (index, density) in densities.enumerated() {
        let missed: Double = rate * (density.two + rate * (density.three + rate * density.four))
        let all: Double = (1 - dilution) * (1 - rate) * (density.one + missed)
        likelihood += log(all + diluted[index])
      }
      if likelihood > best.likelihood {
        best = Fit(likelihood: likelihood, bound: bound, jitter: jitter, missRate: rate)
      }
    }
  }

  /// Of one pause, and of the sum of two, three and four.
  private struct Densities {
    var one, two, three, four: Double
  }

  private static func densities(_ gap: Double, _ low: Double, _ high: Double) -> Densities {
    let mean = (low + high) / 2
    let variance = (high - low) * (high - low) / 12
    return Densities(
      one: gap >= low && gap <= high ? 1 / (high - low) : 0, two: normal(gap, 2 * mean, 2 * variance),
      three: normal(gap, 3 * mean, 3 * variance), four: normal(gap, 4 * mean, 4 * variance))
  }

  private static func null(_ gaps: [Double], mean: Double, _ diluted: [Double]) -> Double {
    let logs = gaps.map { log($0) }
    let quantiles = Quantiles(logs)
    let median = quantiles.median
    let (low, high) = (quantiles.quantile(0.25), quantiles.quantile(0.9))
    func likelihood(_ density: (Int) -> Double) -> Double {
      gaps.indices.reduce(0) { $0 + log((1 - dilution) * density($1) + diluted[$1]) }
    }
    var best = likelihood { exp(-gaps[$0] / mean) / mean }
    for width in nullWidths {
      best = max(best, likelihood { logNormal(logs[$0], median, width) / gaps[$0] })
    }
    for width in [0.5, 0.9] {
      let mixed = likelihood { index in
        let fast: Double = 0.75 * logNormal(logs[index], low, width)
        let slow: Double = 0.25 * logNormal(logs[index], high, 1)
        return (fast + slow) / gaps[index]
      }
      best = max(best, mixed)
    }
    return best
  }

  private static func normal(_ x: Double, _ mean: Double, _ variance: Double) -> Double {
    let exponent = (x - mean) * (x - mean) / (2 * variance)
    // Nothing beside the dilution.
    guard exponent < 60 else { return 0 }
    return exp(-exponent) / (2 * Double.pi * variance).squareRoot()
  }

  /// To be divided by the number itself.
  private static func logNormal(_ logarithm: Double, _ centre: Double, _ width: Double) -> Double {
    let distance = (logarithm - centre) / width
    return exp(-distance * distance / 2) / (width * (2 * Double.pi).squareRoot())
  }
}
