import CByteScan
import Testing

/// Strings are copied as a look at each single byte copies them.
@Suite struct CompactStringTests {
  /// Letters, and often what needs a look, so that every place in a block and every pair comes up.
  private static let pieces: [[UInt8]] = [
    "\\", "\\", "\"", "\\n", "\\\"", "\\\\", "\\t", "\\r", "\\b", "\\f", "\\/", "\\x", "u", "n", " ", "\n", "\u{e9}",
    "\u{6570}", "\u{1f600}",
    "\\u00e9", "\\u6570", "\\uD83D\\uDE00", "\\ud83d", "\\udc00", "\\ud83d\\n", "\\ud83d\\ud83d", "\\u003c", "\\u0022",
    "\\u005C", "\\u001f",
    "\\u12", "\\u00zz", "\\uDBFF\\uDFFF", "\\u07ff", "\\u0800", "\\u007f", "\\u0080", "\\uffff",
    "\\u00E9\\u00e8\\u00aF",
  ].map { Array($0.utf8) }

  private static func texts(_ count: Int) -> some Sequence<[UInt8]> {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).lazy.map { _ in
      let density = Int.random(in: 1...60, using: &generator)
      return (0..<Int.random(in: 0...300, using: &generator)).flatMap { _ in
        Int.random(in: 0..<density, using: &generator) == 0
          ? pieces.randomElement(using: &generator) ?? [] : [UInt8(ascii: "a")]
      }
    }
  }

  /// With vectors that every machine has, and with wide ones where this one has them.
  private static let widths = [16, 32, 64].filter { $0 <= max(16, egret_vector_bytes()) }

  private struct Copied: Equatable {
    var bytes: [UInt8] = []
    var read = 0
    var high: Int
  }

  private static func unit(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// The character of an escape by code unit that can go without, and how long that is.
  private static func escape(_ text: ArraySlice<UInt8>) -> (character: [UInt8], length: Int)? {
    guard text.starts(with: "\\u".utf8), let unit = unit(text.dropFirst(2).prefix(4)) else { return nil }
    if let scalar = Unicode.Scalar(unit) {
      return unit < 0x20 || unit == 0x22 || unit == 0x5c ? nil : (Array(String(scalar).utf8), 6)
    }
    let next = text.dropFirst(6)
    guard unit < 0xdc00, next.starts(with: "\\u".utf8), let low = Self.unit(next.dropFirst(2).prefix(4)) else {
      return nil
    }
    guard 0xdc00..<0xe000 ~= low else { return nil }
    return (Array(String(decoding: [UInt16(unit), UInt16(low)], as: UTF16.self).utf8), 12)
  }

  private static func expected(_ text: [UInt8]) -> Copied {
    var copied = Copied(high: text.count)
    while copied.read < text.count {
      let byte = text[copied.read]
      var length = 1
      var bytes = [byte]
      if byte == UInt8(ascii: "\"") || byte < 0x20 { break }
      if byte == UInt8(ascii: "\\") {
        if let escape = escape(text[copied.read...]) {
          (bytes, length) = escape
        } else if copied.read + 1 < text.count, "ntrbf\"\\".utf8.contains(text[copied.read + 1]) {
          (bytes, length) = ([byte, text[copied.read + 1]], 2)
        } else {
          break
        }
      }
      if byte >= 0x80, copied.high == text.count { copied.high = copied.read }
      copied.bytes += bytes
      copied.read += length
    }
    return copied
  }

  private static func copied(_ text: [UInt8], _ vector: UInt32) -> Copied {
    // The room of the text and no more: what is written behind it would be seen by the sanitizer, and by the mark.
    var room = [UInt8](repeating: 0xee, count: text.count + 1)
    let string = egret_copy_compact(text, text.count, &room, vector)
    #expect(room[text.count] == 0xee)
    return Copied(bytes: Array(room[..<string.written]), read: string.read, high: string.high)
  }

  @Test("a string is copied up to what needs a look, its escapes of characters that need none undone")
  func compact() {
    for text in Self.texts(20_000) {
      let expected = Self.expected(text)
      for vector in Self.widths {
        #expect(Self.copied(text, vector) == expected, "\(String(decoding: text, as: UTF8.self)) \(vector)")
      }
    }
  }

  @Test(
    "escapes and their quotes lie across the borders of blocks", arguments: [15, 16, 17, 63, 64, 65, 79, 80, 127, 128])
  func borders(place: Int) {
    for backslashes in 1...5 {
      for letter in [UInt8(ascii: "\""), UInt8(ascii: "n"), UInt8(ascii: "u"), 0x0a, 0xc3] {
        var text = [UInt8](repeating: UInt8(ascii: "a"), count: place)
        text += [UInt8](repeating: UInt8(ascii: "\\"), count: backslashes) + [letter]
        text += [UInt8](repeating: UInt8(ascii: "b"), count: 90) + [UInt8(ascii: "\"")]
        let expected = Self.expected(text)
        for vector in Self.widths {
          #expect(Self.copied(text, vector) == expected, "\(backslashes) \(letter) \(vector)")
        }
      }
    }
  }

  @Test("a short string is one of at most 31 bytes in which nothing needs a look")
  func short() {
    for text in Self.texts(20_000) {
      let end = text.prefix(32).firstIndex {
        $0 < 0x20 || $0 >= 0x80 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
      }
      let isShort = end.map { text[$0] == UInt8(ascii: "\"") } ?? false
      #expect(egret_short_string(text, text.count) == (isShort ? end : text.count), "\(text)")
    }
  }
}
