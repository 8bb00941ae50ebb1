/// What several events say together (Sigma correlation rules 2.1).
package struct SignatureCorrelation: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case eventCount = "event_count"
    case valueCount = "value_count"
    case temporal
    case temporalOrdered = "temporal_ordered"
    case valueSum = "value_sum"
    case valueAverage = "value_avg"
    case valuePercentile = "value_percentile"
    /// Not in the specification, but in its reference implementation.
    case valueMedian = "value_median"

    var needsField: Bool {
      switch self {
      case .eventCount, .temporal, .temporalOrdered: false
      case .valueCount, .valueSum, .valueAverage, .valuePercentile, .valueMedian: true
      }
    }
  }

  package enum Operator: String, CaseIterable, Sendable {
    case gt, gte, lt, lte, eq, neq

    package func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .gt: a > b
      case .gte: a >= b
      case .lt: a < b
      case .lte: a <= b
      case .eq: a == b
      case .neq: a != b
      }
    }

    /// Once true in a window that only grows, it stays so: it need not wait for the window's end.
    var onlyRises: Bool { self == .gt || self == .gte }
  }

  package struct Bound: Hashable, Sendable {
    package var comparison: Operator
    package var value: Double
  }

  package var kind: Kind
  /// Ids or names.
  package var rules: [String]
  package var groupBy: [String] = []
  /// Group field, then rule, then the field that stands for it there.
  package var aliases: [String: [String: String]] = [:]
  package var spanNanoseconds: Int64
  package var bounds: [Bound] = []
  package var fields: [String] = []
  /// `value_percentile`: which one; nil asks for the share that the event's value has of all, in percent.
  package var percentile: Double?
  /// `temporal` with a condition over rule names, as the reference implementation allows.
  package var condition: SignatureCondition?
  /// Whether the rules it refers to tell of themselves, too.
  package var generates = false
}
