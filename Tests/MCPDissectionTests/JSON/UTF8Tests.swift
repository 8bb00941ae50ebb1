import CByteScan
import Testing

/// UTF-8 is taken and refused as the standard library does.
@Suite struct UTF8Tests {
  /// Of one to four bytes each, now and then broken; long enough for several blocks.
  private static func texts(_ count: Int) -> some Sequence<[UInt8]> {
    var generator = SystemRandomNumberGenerator()
    let characters: [Character] = [
      "a", "\n", "\u{e9}", "\u{7ff}", "\u{800}", "\u{6570}", "\u{ffff}", "\u{1f600}", "\u{10ffff}",
    ]
    return (0..<count).lazy.map { _ in
      let density = Int.random(in: 1...60, using: &generator)
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...200, using: &generator) {
        let isPlain = Int.random(in: 0..<density, using: &generator) > 0
        text += String(isPlain ? "a" : characters.randomElement(using: &generator) ?? "a").utf8
      }
      if Bool.random(using: &generator), !text.isEmpty {
        let place = Int.random(in: 0..<text.count, using: &generator)
        if Bool.random(using: &generator) {
          text[place] = UInt8.random(in: 0...255, using: &generator)
        } else {
          text.remove(at: place)
        }
      }
      return text
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
    for blanks in [0, 15, 16, 31, 61, 62, 63, 64, 93, 94, 95, 96] {
      for more in [0, 70] {
        let text = [UInt8](repeating: 0x20, count: blanks) + character + [UInt8](repeating: 0x20, count: more)
        #expect(egret_utf8_bytes(text, text.count) == (isWellFormed ? text.count : blanks))
      }
    }
  }
}
