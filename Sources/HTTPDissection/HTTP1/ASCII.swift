/// The bytes that HTTP/1 gives a meaning.
enum ASCII {
  static let lineFeed: UInt8 = 0x0a
  static let carriageReturn: UInt8 = 0x0d
  static let space: UInt8 = 0x20
  static let tab: UInt8 = 0x09
  static let colon: UInt8 = 0x3a
  static let semicolon: UInt8 = 0x3b

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5a }

  /// The value of a hexadecimal digit.
  static func hexValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte &- 0x30)
    case 0x41...0x46: UInt64(byte &- 0x37)
    case 0x61...0x66: UInt64(byte &- 0x57)
    default: nil
    }
  }

  /// A `tchar` of RFC 9110 §5.6.2.
  static func isToken(_ byte: UInt8) -> Bool {
    guard byte < 0x80 else { return false }
    let mask: UInt64 = byte < 0x40 ? 0x03ff_6cfa_0000_0000 : 0x57ff_ffff_c7ff_fffe
    return mask >> UInt64(byte & 0x3f) & 1 == 1
  }
}
