import CByteScan

/// Reads strings of JSON texts that may be cut anywhere (RFC 8259 §7).
enum JSONString {
  /// The inside of the string that begins at `position`, a quotation mark, where no escape is in it, and leaves `position`
  /// behind the closing mark. Nil, and `position` as it was, for all other strings: `read` takes those.
  static func plain(_ text: Span<UInt8>, _ position: inout Int) -> Range<Int>? {
    let start = position + 1
    guard start <= text.count else { return nil }
    let length = text.extracting(start...).withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { egret_string_bytes($0, bytes.count) } ?? 0
    }
    let end = start + length
    guard end < text.count, text[end] == 0x22 else { return nil }
    position = end + 1
    return start..<end
  }

  /// Reads the string that begins at `position`, a quotation mark, and appends its characters as UTF-8. Bytes that are not
  /// UTF-8 are passed on; surrogates without their other half become U+FFFD.
  ///
  /// Leaves `position` behind the closing mark. False when the text ends before it, or holds an escape that JSON does not
  /// have; what came before is appended all the same.
  static func read(_ text: Span<UInt8>, _ position: inout Int, into characters: inout RecordBuffer) -> Bool {
    position += 1
    while position < text.count {
      position += copy(text.extracting(position...), to: &characters)
      guard position < text.count else { break }
      if text[position] == 0x22 {
        position += 1
        return true
      }
      guard readEscape(text, &position, into: &characters) else { return false }
    }
    return false
  }

  /// Copies everything up to a quotation mark or an escape that is longer than two bytes, or none; returns how much was read.
  private static func copy(_ text: Span<UInt8>, to characters: inout RecordBuffer) -> Int {
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var done = 0
      characters.append(atMost: bytes.count + 16) { place in
        var written = 0
        done = egret_copy_unescaped(base, bytes.count, place, &written)
        return written
      }
      return done
    }
  }

  /// Reads what stands at a backslash and is no escape of two bytes.
  private static func readEscape(
    _ text: Span<UInt8>, _ position: inout Int, into characters: inout RecordBuffer
  ) -> Bool {
    guard text.count - position >= 2 else {
      position = text.count
      return false
    }
    return text[position + 1] == 0x75 && readUnicodeEscape(text, &position, into: &characters)
  }

  private static func readUnicodeEscape(
    _ text: Span<UInt8>, _ position: inout Int, into characters: inout RecordBuffer
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
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { characters.put(byte) }
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
