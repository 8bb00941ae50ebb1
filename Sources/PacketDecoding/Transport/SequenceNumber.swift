/// A position in TCP sequence space, which wraps.
public struct SequenceNumber: Hashable, Sendable {
  /// As it stands in the header.
  public var raw: UInt32

  /// From the number in a header.
  public init(_ raw: UInt32) { self.raw = raw }

  /// How far `self` lies after `other`; negative when before (RFC 9293 §3.4).
  public func distance(after other: Self) -> Int { Int(Int32(bitPattern: raw &- other.raw)) }

  /// The number of the byte that many further on, modulo 2³².
  public func advanced(by count: Int) -> Self { Self(raw &+ UInt32(truncatingIfNeeded: count)) }
}
