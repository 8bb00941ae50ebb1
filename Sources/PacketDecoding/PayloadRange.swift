/// Where a payload lies in the bytes that were decoded, and how much of it was on the wire.
///
/// Invariant: `0 <= capturedLength <= wireLength`, and `offset..<offset + capturedLength` lies inside those bytes. Under a
/// snap length `capturedLength` is the smaller: the missing tail was sent, so it is a gap and never a shift.
public struct PayloadRange: Hashable, Sendable {
  /// Bytes of the frame before it.
  public let offset: Int
  /// Bytes of it that the frame holds.
  public let capturedLength: Int
  /// Bytes of it that were on the wire.
  public let wireLength: Int

  /// The bytes from `offset` on, of which `captured` ended at `capturedEnd` and the wire at `wireEnd`.
  init(from offset: Int, capturedEnd: Int, wireEnd: Int) {
    self.offset = min(offset, capturedEnd)
    capturedLength = max(0, capturedEnd &- offset)
    wireLength = max(capturedLength, wireEnd &- offset)
  }

  /// The captured part, as offsets into the bytes that were decoded.
  public var captured: Range<Int> { offset..<offset &+ capturedLength }
}
