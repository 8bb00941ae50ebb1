/// Nanoseconds since 1970 UTC, as the capture recorded them. The only clock the core knows.
package struct Timestamp: Hashable, Comparable, Sendable {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  package static let zero = Timestamp(nanoseconds: 0)

  package static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Nanoseconds from `b` to `a`. Saturates: timestamps come from files that may hold anything.
  package static func - (a: Self, b: Self) -> Int64 {
    let (difference, overflow) = a.nanoseconds.subtractingReportingOverflow(b.nanoseconds)
    guard overflow else { return difference }
    return a.nanoseconds < b.nanoseconds ? .min : .max
  }

  /// This time, `nanoseconds` later; saturates at the ends of the range.
  package func advanced(byNanoseconds nanoseconds: Int64) -> Self {
    let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    guard overflow else { return Self(nanoseconds: sum) }
    return Self(nanoseconds: nanoseconds < 0 ? .min : .max)
  }
}
