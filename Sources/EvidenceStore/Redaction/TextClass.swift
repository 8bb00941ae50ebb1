/// What one byte is to the scanner for secrets.
enum TextClass {
  /// Part of a run that could be a token: letters, digits, `_ - . + / ~`.
  @inline(__always)
  static func isToken(_ byte: UInt8) -> Bool {
    // Two constants instead of a table in memory: most bytes of most records come by here.
    byte < 0x80 && (byte < 0x40 ? lowTokens : highTokens) >> UInt64(byte & 0x3f) & 1 != 0
  }
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) }
  /// What may stand between a key and the sign that gives it a value: quotes, backslashes, blanks.
  static func isQuoteOrBlank(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x27 || byte == 0x60 || byte == 0x5c || byte == 0x20
  }
  /// Ends a value that a key announced.
  static func endsValue(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == 0x22 || byte == 0x27 || byte == 0x60 || byte == 0x2c || byte == 0x3b || byte == 0x26
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5a }
  static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7a }

  /// A bit for each of the first 64 bytes: `+ - . /` and digits.
  private static let lowTokens: UInt64 = 0x03ff_e800_0000_0000
  /// A bit for each of the bytes from 64 on: letters, `_` and `~`.
  private static let highTokens: UInt64 = 0x47ff_fffe_87ff_fffe
}
