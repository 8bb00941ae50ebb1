/// Nanoseconds since 1970 UTC, as the capture recorded them. The only clock the core knows.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Since 1970-01-01 UTC.
  public var nanoseconds: Int64

  /// That many nanoseconds after 1970-01-01 UTC.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// 1970-01-01 UTC, which stands for a time that is not known.
  public static let zero = Timestamp(nanoseconds: 0)

  /// The earlier one first.
  public static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Nanoseconds from `b` to `a`. Saturates: timestamps come from files that may hold anything.
  public static func - (a: Self, b: Self) -> Int64 {
    let (difference, overflow) = a.nanoseconds.subtractingReportingOverflow(b.nanoseconds)
    guard overflow else { return difference }
    return a.nanoseconds < b.nanoseconds ? .min : .max
  }

  /// This time, `nanoseconds` later; saturates at the ends of the range.
  public func advanced(byNanoseconds nanoseconds: Int64) -> Self {
    let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    guard overflow else { return Self(nanoseconds: sum) }
    return Self(nanoseconds: nanoseconds < 0 ? .min : .max)
  }
}
