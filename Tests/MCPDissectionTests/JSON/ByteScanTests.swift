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
}
