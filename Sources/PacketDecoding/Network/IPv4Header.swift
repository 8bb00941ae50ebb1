package import ByteParsing
package import TrafficModel

/// An IPv4 header with its options skipped (RFC 791 §3.1).
package struct IPv4Header: Hashable, Sendable {
  package static let minimumLength = 20

  package var source: IPAddress
  package var destination: IPAddress
  package var protocolNumber: UInt8
  package var identification: UInt16
  /// Bytes of the header, options included.
  package var length: Int
  /// Bytes of the datagram, header included; 0 in segmentation-offload frames, which the sender's own capture sees before
  /// the interface fills it in.
  package var totalLength: Int
  /// Position of this piece in the payload of the whole datagram.
  package var fragmentPosition: Int
  package var hasMoreFragments: Bool

  package var isFragment: Bool { hasMoreFragments || fragmentPosition > 0 }

  /// Reads the fixed part and leaves `cursor` behind it; the payload begins `length` bytes after the header did.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    guard cursor.remaining >= Self.minimumLength else { throw DecodeError(.truncated, at: start &+ cursor.remaining) }
    let bytes = try cursor.take(Self.minimumLength)
    let versionAndLength = bytes.loadUInt8(at: 0)
    guard versionAndLength >> 4 == 4 else { throw DecodeError(.badVersion, at: start) }
    length = Int(versionAndLength & 15) &* 4
    guard length >= Self.minimumLength else { throw DecodeError(.badLength, at: start) }
    totalLength = Int(bytes.loadUInt16(at: 2))
    guard totalLength == 0 || totalLength >= length else { throw DecodeError(.badLength, at: start &+ 2) }
    identification = bytes.loadUInt16(at: 4)
    let fragment = bytes.loadUInt16(at: 6)
    hasMoreFragments = fragment & 0x2000 != 0
    fragmentPosition = Int(fragment & 0x1fff) &* 8
    protocolNumber = bytes.loadUInt8(at: 9)
    source = IPAddress(v4: bytes.loadUInt32(at: 12))
    destination = IPAddress(v4: bytes.loadUInt32(at: 16))
  }
}
