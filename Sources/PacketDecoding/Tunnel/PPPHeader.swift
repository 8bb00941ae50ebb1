package import ByteParsing

/// The headers of PPP, bare or in a PPPoE session (RFC 1661 §2, RFC 2516 §4).
package struct PPPHeader: Hashable, Sendable {
  package var etherType: EtherType
  /// Bytes behind the PPPoE header, the PPP protocol included.
  package var sessionLength: Int?

  /// A PPPoE session packet. Leaves `cursor` at what it carries.
  package init(session cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    guard try cursor.readUInt8() == 0x11 else { throw DecodeError(.badVersion, at: start) }
    guard try cursor.readUInt8() == 0 else { throw DecodeError(.unsupported, at: start &+ 1) }
    try cursor.skip(2)
    let length = Int(try cursor.readUInt16())
    try self.init(parsing: &cursor)
    sessionLength = length
  }

  /// PPP, with or without address and control bytes and with a protocol of one or two bytes.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    var number = UInt16(try cursor.readUInt8())
    if number == 0xff {
      try cursor.skip(1)
      number = UInt16(try cursor.readUInt8())
    }
    // The last byte of a protocol number is odd, the others are even.
    if number & 1 == 0 { number = number << 8 | UInt16(try cursor.readUInt8()) }
    switch number {
    case 0x0021: etherType = .ipv4
    case 0x0057: etherType = .ipv6
    case 0x0281: etherType = .mplsUnicast
    default: etherType = .none
    }
  }
}
