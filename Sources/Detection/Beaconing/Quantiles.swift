/// Order statistics of numbers that are sorted once.
package struct Quantiles: Sendable {
  /// Ascending.
  package let sorted: [Double]

  package init(_ values: [Double]) { sorted = values.sorted() }

  /// Interpolated linearly between neighbours; 0 for no numbers.
  package func quantile(_ fraction: Double) -> Double {
    guard let first = sorted.first else { return 0 }
    let position = min(1, max(0, fraction)) * Double(sorted.count - 1)
    let below = Int(position)
    guard below + 1 < sorted.count else { return sorted.last ?? first }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - Double(below))
  }

  package var median: Double { quantile(0.5) }

  /// The median distance from the median.
  package var medianDeviation: Double {
    let centre = median
    return Quantiles(sorted.map { abs($0 - centre) }).median
  }
}
