public import ByteParsing

/// A UDP header (RFC 768).
public struct UDPHeader: Hashable, Sendable {
  /// Bytes of every such header.
  public static let byteCount = 8

  /// Of the sender.
  public var sourcePort: UInt16
  /// Of the receiver.
  public var destinationPort: UInt16
  /// Header and payload; 0 in jumbograms (RFC 2675 §4) and in segmentation-offload frames.
  public var length: Int
  /// As sent; not verified.
  public var checksum: UInt16

  /// Leaves `cursor` at the first payload byte.
  public init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    guard cursor.remaining >= Self.byteCount else { throw DecodeError(.truncated, at: start &+ cursor.remaining) }
    let bytes = try cursor.take(Self.byteCount)
    sourcePort = bytes.loadUInt16(at: 0)
    destinationPort = bytes.loadUInt16(at: 2)
    length = Int(bytes.loadUInt16(at: 4))
    checksum = bytes.loadUInt16(at: 6)
    guard length == 0 || length >= Self.byteCount else { throw DecodeError(.badLength, at: start &+ 4) }
  }
}
