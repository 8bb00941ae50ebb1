/// A position in TCP sequence space, which wraps.
package struct SequenceNumber: Hashable, Sendable {
  package var raw: UInt32

  package init(_ raw: UInt32) { self.raw = raw }

  /// How far `self` lies after `other`; negative when before (RFC 9293 §3.4).
  package func distance(after other: Self) -> Int { Int(Int32(bitPattern: raw &- other.raw)) }

  package func advanced(by count: Int) -> Self { Self(raw &+ UInt32(truncatingIfNeeded: count)) }
}
