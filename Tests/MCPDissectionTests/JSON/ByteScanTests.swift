import CByteScan
import Testing

/// The loops over many bytes stop where a look at each single byte stops.
@Suite struct ByteScanTests {
  /// Letters, and often what needs a look, so that every place in a block and every pair comes up.
  private static let alphabet = Array("\\\\\\\\\"\"ntrbfu/xabc \n\u{e9}\u{6570}\u{1f600}".utf8)

  private static func texts(_ count: Int) -> some Sequence<[UInt8]> {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).lazy.map { _ in
      let density = Int.random(in: 1...60, using: &generator)
      return (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        Int.random(in: 0..<density, using: &generator) == 0
          ? alphabet.randomElement(using: &generator) ?? 0 : UInt8(ascii: "a")
      }
    }
  }

  /// With vectors that every machine has, and with wide ones where this one has them.
  private static let widths = [16, 32, 64].filter { $0 <= max(16, egret_vector_bytes()) }

  private static func compactLength(_ text: [UInt8]) -> (length: Int, high: Int?) {
    var index = 0
    var high: Int?
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") || byte < 0x20 { break }
      if byte == UInt8(ascii: "\\") {
        guard index + 1 < text.count, "ntrbf\"\\".utf8.contains(text[index + 1]) else { break }
        index += 1
      }
      if byte >= 0x80, high == nil { high = index }
      index += 1
    }
    return (index, high)
  }

  @Test("a stretch of a JSON string ends at the first quote, control character or escape that has a shorter form")
  func compact() {
    for text in Self.texts(20_000) {
      let expected = Self.compactLength(text)
      for vector in Self.widths {
        var high = 0
        let length = egret_compact_bytes(text, text.count, vector, &high)
        #expect(length == expected.length && high == expected.high ?? text.count, "\(text) \(vector)")
      }
    }
  }

  @Test("one of two bytes is found where a look at each byte finds it")
  func firstOf() {
    for text in Self.texts(5_000) {
      for (a, b) in [(UInt8(ascii: "\""), UInt8(ascii: "\n")), (UInt8(ascii: "u"), UInt8(ascii: "u"))] {
        let expected = text.firstIndex { $0 == a || $0 == b } ?? text.count
        for vector in Self.widths {
          #expect(egret_first_of(text, text.count, a, b, vector) == expected, "\(text) \(vector)")
        }
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
        let expected = Self.compactLength(text)
        for vector in Self.widths {
          var high = 0
          let length = egret_compact_bytes(text, text.count, vector, &high)
          #expect(length == expected.length, "\(backslashes) \(letter) \(vector)")
          #expect(high == expected.high ?? text.count)
        }
      }
    }
  }

  @Test("well-formed UTF-8 goes by up to the first byte that is none")
  func wellFormed() {
    for text in Self.texts(20_000) {
      let length = egret_utf8_bytes(text, text.count)
      #expect(String(validating: text[..<length], as: UTF8.self) != nil, "\(text)")
      // What follows is no whole character.
      for next in 1...4 where length + next <= text.count {
        #expect(String(validating: text[length..<length + next], as: UTF8.self) == nil, "\(text)")
      }
    }
  }

  @Test(
    "characters at the edges of the table",
    arguments: [
      ([0xc1, 0x80], false), ([0xc2, 0x80], true), ([0xe0, 0x9f, 0x80], false), ([0xe0, 0xa0, 0x80], true),
      ([0xed, 0x9f, 0xbf], true), ([0xed, 0xa0, 0x80], false), ([0xf0, 0x8f, 0x80, 0x80], false),
      ([0xf0, 0x90, 0x80, 0x80], true), ([0xf4, 0x8f, 0xbf, 0xbf], true), ([0xf4, 0x90, 0x80, 0x80], false),
      ([0xf5, 0x80, 0x80, 0x80], false), ([0x80], false), ([0xe2, 0x82], false), ([0xff], false),
    ] as [([UInt8], Bool)])
  func edges(character: [UInt8], isWellFormed: Bool) {
    for blanks in [0, 15, 16, 31] {
      let text = [UInt8](repeating: 0x20, count: blanks) + character
      #expect(egret_utf8_bytes(text, text.count) == (isWellFormed ? text.count : blanks))
    }
  }
}
