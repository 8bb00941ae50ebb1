package import ByteParsing

/// The header of a GTP-U user packet, extension headers skipped (3GPP TS 29.281 §5.1). What follows is an IP datagram.
package struct GTPHeader: Hashable, Sendable {
  package static let port: UInt16 = 2152
  /// Extension headers walked; real packets have one or two.
  package static let extensionLimit = 8

  package var tunnelIdentifier: UInt32

  /// Leaves `cursor` at the inner datagram. Signalling messages, which carry none, are `unsupported`.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    let flags = try cursor.readUInt8()
    guard flags >> 4 == 0b0011 else { throw DecodeError(.badVersion, at: start) }
    guard try cursor.readUInt8() == 255 else { throw DecodeError(.unsupported, at: start &+ 1) }
    try cursor.skip(2)
    tunnelIdentifier = try cursor.readUInt32()
    guard flags & 0x07 != 0 else { return }
    try cursor.skip(3)
    var next = try cursor.readUInt8()
    guard flags & 0x04 != 0 else { return }
    var count = 0
    while next != 0 {
      let words = Int(try cursor.readUInt8())
      guard words > 0, count < Self.extensionLimit else { throw DecodeError(.badLength, at: cursor.offset &- 1) }
      try cursor.skip(words &* 4 &- 2)
      next = try cursor.readUInt8()
      count &+= 1
    }
  }
}
