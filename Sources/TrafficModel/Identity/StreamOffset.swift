/// Absolute position in one direction of a flow; byte 0 is the first after the SYN, or the first seen midstream. Does not
/// wrap.
public struct StreamOffset: Hashable, Comparable, Sendable {
  /// Bytes before it.
  public var rawValue: UInt64

  /// Behind that many bytes.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// By position.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
