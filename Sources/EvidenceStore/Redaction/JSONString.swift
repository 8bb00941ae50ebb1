import CByteScan

/// Reads strings of JSON texts that may be cut anywhere (RFC 8259 §7).
enum JSONString {
  /// Reads the string that begins at `position`, a quotation mark, and appends its characters as UTF-8. Bytes that are not
  /// UTF-8 are passed on; surrogates without their other half become U+FFFD.
  ///
  /// Leaves `position` behind the closing mark. False when the text ends before it, or holds an escape that JSON does not
  /// have; what came before is appended all the same.
  static func read(_ text: Span<UInt8>, _ position: inout Int, into characters: inout [UInt8]) -> Bool {
    position += 1
    var plainStart = position
    while position < text.count {
      let byte = text[position]
      guard byte == 0x22 || byte == 0x5c else {
        position += max(1, plainBytes(text, from: position))
        continue
      }
      append(text.extracting(plainStart..<position), to: &characters)
      if byte == 0x22 {
        position += 1
        return true
      }
      guard readEscape(text, &position, into: &characters) else { return false }
      plainStart = position
    }
    append(text.extracting(plainStart..<position), to: &characters)
    return false
  }

  /// Long text goes by sixteen bytes at a time.
  private static func plainBytes(_ text: Span<UInt8>, from position: Int) -> Int {
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, bytes.count - position >= 16 else { return 0 }
      return egret_unquoted_bytes(base + position, bytes.count - position)
    }
  }

  private static func append(_ text: Span<UInt8>, to characters: inout [UInt8]) {
    text.withUnsafeBufferPointer { characters.append(contentsOf: $0) }
  }

  private static func readEscape(_ text: Span<UInt8>, _ position: inout Int, into characters: inout [UInt8]) -> Bool {
    guard text.count - position >= 2 else {
      position = text.count
      return false
    }
    let letter = text[position + 1]
    if letter == 0x75 { return readUnicodeEscape(text, &position, into: &characters) }
    guard let plain = simpleEscape(letter) else { return false }
    characters.append(plain)
    position += 2
    return true
  }

  private static func simpleEscape(_ letter: UInt8) -> UInt8? {
    switch letter {
    case 0x22, 0x5c, 0x2f: letter
    case 0x62: 0x08
    case 0x66: 0x0c
    case 0x6e: 0x0a
    case 0x72: 0x0d
    case 0x74: 0x09
    default: nil
    }
  }

  private static func readUnicodeEscape(
    _ text: Span<UInt8>, _ position: inout Int, into characters: inout [UInt8]
  ) -> Bool {
    guard var unit = codeUnit(text, at: position) else {
      if text.count - position < 6 { position = text.count }
      return false
    }
    position += 6
    if unit & 0xfc00 == 0xd800, let low = codeUnit(text, at: position), low & 0xfc00 == 0xdc00 {
      unit = 0x10000 + (unit & 0x3ff) << 10 + (low & 0x3ff)
      position += 6
    }
    let scalar = Unicode.Scalar(unit) ?? "\u{fffd}"
    characters.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    return true
  }

  /// The four digits of `\uXXXX` at `position`.
  private static func codeUnit(_ text: Span<UInt8>, at position: Int) -> UInt32? {
    guard position >= 0, text.count - position >= 6, text[position] == 0x5c, text[position + 1] == 0x75 else {
      return nil
    }
    var unit: UInt32 = 0
    for index in position + 2..<position + 6 {
      guard let digit = hexadecimalDigit(text[index]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
