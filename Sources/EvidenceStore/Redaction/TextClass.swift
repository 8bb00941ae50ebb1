/// What one byte is to the scanner for secrets.
enum TextClass {
  /// Part of a run that could be a token: letters, digits, `_ - . + / ~`.
  static func isToken(_ byte: UInt8) -> Bool { table[Int(byte)] & 1 != 0 }
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

  private static let table: [UInt8] = (0..<256).map { value in
    let byte = UInt8(value)
    let isWord = isDigit(byte) || isUpper(byte) || isLower(byte)
    return isWord || [0x5f, 0x2d, 0x2e, 0x2b, 0x2f, 0x7e].contains(byte) ? 1 : 0
  }
}
