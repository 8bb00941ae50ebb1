import CByteScan
import Testing
import TrafficForge

@testable import Detection

/// What looks at many bytes in one step finds what looking at each finds.
@Suite struct ByteSearchTests {
  private var generator = SeededGenerator(seed: 7)

  private mutating func text(of letters: [UInt8], _ count: Int) -> [UInt8] {
    (0..<count).map { _ in letters.randomElement(using: &generator) ?? 0 }
  }

  @Test mutating func patternsAreFoundWhereverTheyStand() {
    for _ in 0..<4_000 {
      let letters: [UInt8] = [0x61, 0x62, 0xff]
      let text = text(of: letters, Int.random(in: 0...40, using: &generator))
      let pattern = self.text(of: letters, Int.random(in: 1...4, using: &generator))
      let limit = Int.random(in: 0...45, using: &generator)
      let start = Int.random(in: 0...10, using: &generator)
      let slow = text.indices.first {
        $0 >= start && $0 <= limit && text[$0...].starts(with: pattern)
      }
      let fast = text.withUnsafeBytes { text in
        pattern.withUnsafeBytes { text.firstOffset(of: $0, from: start, notBeyond: limit) }
      }
      #expect(fast == slow, "\(pattern) in \(text) from \(start) to \(limit)")
    }
  }

  @Test mutating func noRunIsOverlooked() {
    for _ in 0..<4_000 {
      let text = text(of: [0x61, 0x61, 0x61, 0x20], Int.random(in: 0...60, using: &generator))
      let longest = text.split(separator: 0x20).map(\.count).max() ?? 0
      let length = Int.random(in: 1...12, using: &generator)
      #expect(text.mayHoldRun(of: length) { $0 == 0x61 } == (longest >= length))
    }
  }

  @Test("Escapes are undone at every place of a step, and what is beyond ASCII is noticed")
  mutating func escapesAreUndone() {
    let pieces: [(json: String, text: String)] = [
      ("a", "a"), ("word ", "word "), (#"\n"#, "\n"), (#"\t"#, "\t"), (#"\\"#, "\\"), (#"\""#, "\""), (#"\/"#, "/"),
      (#"\u0041"#, "A"), (#"\u00e9"#, "é"), (#"\ud83d\ude00"#, "😀"), ("é", "é"), ("数据", "数据"),
    ]
    for _ in 0..<2_000 {
      let chosen = (0..<Int.random(in: 1...24, using: &generator)).compactMap { _ in
        pieces.randomElement(using: &generator)
      }
      let (json, text) = (chosen.map(\.json).joined(), chosen.map(\.text).joined())
      let texts = JSONTexts(Array(#"{"k":"\#(json)","\#(json)":1}"#.utf8))
      #expect(texts.items.filter { $0.kind != .word }.map(texts.string) == ["k", text, text])
      #expect(texts.isASCII == text.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func everyScalarThatStandsForAnotherIsReplaced() {
    for value in (0x80...0xffff as ClosedRange<UInt32>).map({ $0 }) + (0xe0000...0xe01ff).map({ $0 }) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isReplaced = HiddenCharacter.kind(of: scalar) != nil || Confusables.latin(scalar) != scalar
      #expect((CanonicalText.canonical(Array("a plain text \(scalar) beside it".utf8)) != nil) == isReplaced)
    }
  }

  @Test("An address needs something before and behind its mark")
  func addressesAtTheEdges() {
    for (text, hosts) in [
      ("://a.example/", []), ("x://a.example", ["a.example"]), ("x://", []), ("x://a", ["a"]),
      ("http://a.example http://b.example", ["a.example", "b.example"]), ("http:////", []),
    ] as [(String, [String])] {
      #expect(URLMention.all(in: Array(text.utf8)).map(\.host) == hosts, "\(text)")
    }
  }

  @Test func aServersListIsReadOnceAndAnotherOneAnew() {
    var listings = ToolListings()
    let (one, two) = (Example.list(["a"], at: 1), Example.list(["b"], at: 2))
    #expect(listings.list(one)?.names == ["a"])
    #expect(listings.list(two)?.names == ["b"])
    #expect(listings.list(one)?.digest == listings.list(Example.list(["a"], at: 3))?.digest)
    for index in 0..<100 { #expect(listings.list(Example.list(["\(index)"], at: 4)) != nil) }
    #expect(listings.list(one)?.names == ["a"])
    #expect(listings.list(Example.list([], at: 5)) == nil)
  }

  @Test("What is UTF-8 is what the standard library takes for it")
  mutating func validTexts() {
    let parts: [[UInt8]] = [
      Array("plain ASCII, long enough".utf8), Array("é".utf8), Array("見積書".utf8), Array("🕊".utf8), [0xc0, 0x80],
      [0xe0, 0x9f, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x8f, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf5], [0x80],
      [0xe2, 0x82], [0xf4, 0x8f, 0xbf, 0xbf], [0xed, 0x9f, 0xbf], [0xdf, 0xbf], [0],
    ]
    for _ in 0..<20_000 {
      let isMostlyValid = Bool.random(using: &generator)
      let text = (0..<Int.random(in: 0...8, using: &generator)).flatMap { _ in
        parts[Int.random(in: 0..<(isMostlyValid ? 4 : parts.count), using: &generator)]
      }
      let valid = text.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { egret_utf8_bytes($0, bytes.count) } ?? 0
      }
      #expect((valid == text.count) == (String(validating: text, as: UTF8.self) != nil), "\(text)")
    }
  }
}
