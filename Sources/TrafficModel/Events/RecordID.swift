/// Names one fact for good: derived from the flow and the position in it, so that reading the same packets again gives the
/// same name and a store can tell a repeated row from a new one.
public struct RecordID: Hashable, Comparable, Sendable {
  /// As in records, where it is in hexadecimal.
  public var rawValue: UInt64

  /// From a record.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// - Parameters:
  ///   - kind: separates facts of different kinds at one position.
  ///   - flow: the flow the fact begins in.
  ///   - position: where in the flow, as a list of numbers whose meaning belongs to the kind.
  package init(_ kind: TrafficEvent.Kind, _ flow: FlowID, _ position: UInt64...) {
    var hash = StableHash()
    hash.combine(UInt64(kind.rawValue))
    hash.combine(flow.rawValue)
    for part in position { hash.combine(part) }
    rawValue = hash.value
  }

  /// By number.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
