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
    let versionAndLength = try cursor.readUInt8()
    guard versionAndLength >> 4 == 4 else { throw DecodeError(.badVersion, at: start) }
    length = Int(versionAndLength & 15) &* 4
    guard length >= Self.minimumLength else { throw DecodeError(.badLength, at: start) }
    try cursor.skip(1)
    totalLength = Int(try cursor.readUInt16())
    guard totalLength == 0 || totalLength >= length else { throw DecodeError(.badLength, at: start &+ 2) }
    identification = try cursor.readUInt16()
    let fragment = try cursor.readUInt16()
    hasMoreFragments = fragment & 0x2000 != 0
    fragmentPosition = Int(fragment & 0x1fff) &* 8
    try cursor.skip(1)
    protocolNumber = try cursor.readUInt8()
    try cursor.skip(2)
    source = IPAddress(v4: try cursor.readUInt32())
    destination = IPAddress(v4: try cursor.readUInt32())
  }
}
