import Glibc

/// How sizes are spread, in buckets whose bounds grow by 2 %: every quantile is within 1 % of the truth, sketches of two
/// sensors add up, and a tool costs some hundred bytes.
package struct SizeSketch: Hashable, Sendable {
  private static let growth = 1.01 / 0.99
  private static let logGrowth = log(growth)
  /// What a size of 2^40 falls into; larger ones are counted there.
  private static let buckets = 1_400

  /// Count by bucket, only those that are not empty.
  private var counts: [Int16: UInt32] = [:]
  package private(set) var count: UInt64 = 0

  package init() {}

  package mutating func add(_ size: Double) {
    // Clamped before it becomes a whole number: the size may be infinite.
    let bucket = size > 1 ? Int(min(Double(Self.buckets), (log(size) / Self.logGrowth).rounded(.up))) : 0
    counts[Int16(bucket), default: 0] &+= 1
    count &+= 1
  }

  package mutating func merge(_ other: SizeSketch) {
    for (bucket, more) in other.counts { counts[bucket, default: 0] &+= more }
    count &+= other.count
  }

  /// 0 for an empty sketch.
  package func quantile(_ fraction: Double) -> Double {
    Self.quantile(fraction, of: logarithms, count).map { exp($0) } ?? 0
  }

  /// Share of sizes that are at most `size`.
  package func rank(of size: Double) -> Double {
    guard count > 0, size.isFinite else { return 0 }
    let limit = log(max(1, size)) + Self.logGrowth
    let below = logarithms.reduce(UInt64(0)) { $1.value <= limit ? $0 &+ UInt64($1.count) : $0 }
    return Double(below) / Double(count)
  }

  /// Median of the logarithms, and the median distance from it made comparable to a standard deviation.
  package var logCentreAndSpread: (centre: Double, spread: Double) {
    let all = logarithms
    guard let centre = Self.quantile(0.5, of: all, count) else { return (0, 0) }
    let distances = all.map { (value: abs($0.value - centre), count: $0.count) }.sorted { $0.value < $1.value }
    return (centre, 1.4826 * (Self.quantile(0.5, of: distances, count) ?? 0))
  }

  private var logarithms: [(value: Double, count: UInt32)] {
    counts.sorted { $0.key < $1.key }.map { bucket, count in
      // The middle of a bucket; sizes of 0 and 1 are exact.
      (bucket == 0 ? 0 : (Double(bucket) - 0.5) * Self.logGrowth, count)
    }
  }

  private static func quantile(_ fraction: Double, of values: [(value: Double, count: UInt32)], _ count: UInt64)
    -> Double?
  {
    let rank = fraction * Double(max(1, count) - 1)
    var seen = 0.0
    for (value, count) in values {
      seen += Double(count)
      if seen > rank { return value }
    }
    return values.last?.value
  }
}
