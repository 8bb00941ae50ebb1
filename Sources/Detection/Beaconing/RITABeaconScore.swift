/// The beacon score of RITA 5, computed after its published formula, beside ours: analysts know it. A ranking, not a detector.
///
/// All parts are in 0…1 and rounded to three decimals, as RITA does.
package struct RITABeaconScore: Hashable, Sendable {
  /// How alike the pauses are.
  package var timing: Double
  /// How alike the sizes are.
  package var size: Double
  /// How evenly the contacts spread over the hours.
  package var histogram: Double
  /// How much of the time they cover.
  package var duration: Double

  package var total: Double { Self.rounded((timing + size + histogram + duration) / 4) }

  private static let bins = 24

  /// - Parameters:
  ///   - seconds: whole seconds of the contacts, ascending.
  ///   - sizes: bytes sent in each.
  ///   - window: first and last second of all traffic.
  /// Nil for fewer than four contacts, three pauses, or an empty window.
  package init?(seconds: [Int64], sizes: [Double], window: ClosedRange<Int64>) {
    guard seconds.count >= 4, sizes.count >= 3, window.upperBound > window.lowerBound, let first = seconds.first,
      let last = seconds.last
    else { return nil }
    let gaps = zip(seconds.dropFirst(), seconds).map { Double($0 - $1) }.filter { $0 > 0 }.sorted()
    guard gaps.count >= 3 else { return nil }
    timing = Self.consistency(gaps, whenSmall: 1)
    size = Self.consistency(sizes.sorted(), whenSmall: 0)
    let bars = Self.bars(seconds, window)
    histogram = max(Self.flatness(bars), Self.twoHeights(bars))
    duration = Self.duration(bars, covered: Double(last - first) / Double(window.upperBound - window.lowerBound))
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  /// Mean of symmetry and closeness to the median. `sorted` is ascending.
  private static func consistency(_ sorted: [Double], whenSmall: Double) -> Double {
    let half = sorted.count / 2
    let (low, middle, high) = (
      median(sorted[..<half]), median(sorted[...]), median(sorted[(sorted.count - half)...])
    )
    var skewness = 0.0
    if high - low >= 10, middle != low, middle != high { skewness = (low + high - 2 * middle) / (high - low) }
    let deviation = median(sorted.map { abs($0 - middle) }.sorted()[...])
    let closeness = middle >= 1 ? max(0, (middle - deviation) / middle) : whenSmall
    return rounded((1 - abs(skewness) + closeness) / 2)
  }

  private static func median(_ sorted: ArraySlice<Double>) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.startIndex + sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Contacts in each 24th of the window.
  private static func bars(_ seconds: [Int64], _ window: ClosedRange<Int64>) -> [Int] {
    var bars = Array(repeating: 0, count: bins)
    let width = Double(window.upperBound - window.lowerBound) / Double(bins)
    for second in seconds {
      let bin = Int(max(0, min(Double(bins - 1), (Double(second - window.lowerBound) / width).rounded(.down))))
      bars[bin] += 1
    }
    return bars
  }

  private static func flatness(_ bars: [Int]) -> Double {
    let variation = TimingScore.variation(bars.map(Double.init))
    return variation > 1 ? 0 : rounded(1 - variation)
  }

  /// Share of the bars in the two most frequent classes of height; for at least eleven bars, less one for an outlier.
  private static func twoHeights(_ bars: [Int]) -> Double {
    let filled = bars.filter { $0 > 0 }
    guard filled.count >= 11, let tallest = filled.max() else { return 0 }
    let width = (Double(tallest) * 0.05).rounded(.up)
    var classes: [Int: Int] = [:]
    for bar in filled { classes[Int((Double(bar) / width).rounded(.down) * width), default: 0] += 1 }
    let largest = classes.values.sorted(by: >).prefix(2).reduce(0, +)
    return min(1, rounded(Double(largest) / Double(max(filled.count - 1, 1))))
  }

  /// For at least six bars: the part of the window covered, or the longest run of hours over twelve.
  private static func duration(_ bars: [Int], covered: Double) -> Double {
    guard bars.count(where: { $0 > 0 }) >= 6 else { return 0 }
    var (longest, run) = (0, 0)
    for index in 0..<(2 * bars.count) {
      run = bars[index % bars.count] > 0 ? run + 1 : 0
      longest = max(longest, run)
    }
    let consistency = Double(min(longest, bars.count)) / 12
    return min(1, max((covered * 1000).rounded(.up) / 1000, (consistency * 1000).rounded(.up) / 1000))
  }
}
