/// Names one flow in records and reports.
///
/// Derived from the flow key and the time of its first frame, never from a counter: reading the same packets again after
/// a restart gives the same name, so records can be written twice without appearing twice.
public struct FlowID: Hashable, Comparable, Sendable {
  /// As in records, where it is in hexadecimal.
  public var rawValue: UInt64

  /// From a record.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// From what the flow is: its ends, and when it began.
  public init(_ key: FlowKey, start: Timestamp) {
    var digest = StableHash()
    for endpoint in [key.low, key.high] {
      digest.combine(UInt64(truncatingIfNeeded: endpoint.address.bits >> 64))
      digest.combine(UInt64(truncatingIfNeeded: endpoint.address.bits))
      digest.combine(UInt64(endpoint.port))
    }
    digest.combine(UInt64(key.transport.rawValue))
    digest.combine(UInt64(bitPattern: start.nanoseconds))
    rawValue = digest.value
  }

  /// By number.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
