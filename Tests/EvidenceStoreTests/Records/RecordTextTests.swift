import CByteScan
import EvidenceStore
import Testing
import TrafficForge

/// The loops over blocks of text do what a look at each single byte does.
@Suite struct RecordTextTests {
  /// Letters, and often what needs a look, so that every place in a block and every pair comes up.
  private static let alphabet = Array(
    "\\\\\\\\\"\"ntrbfu/xabc \n\r\t\0\u{7f}\u{1b}\u{e9}\u{6570}\u{200b}\u{1f600}".utf8)

  private static func texts(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let density = Int.random(in: 1...60, using: &generator)
      return (0..<Int.random(in: 0...150, using: &generator)).map { _ in
        Int.random(in: 0..<density, using: &generator) == 0 ? alphabet.randomElement(using: &generator) ?? 0 : 0x61
      }
    }
  }

  @Test func aStringGoesToItsFirstQuoteOrBackslash() {
    for text in Self.texts(20_000, seed: 1) {
      #expect(egret_string_bytes(text, text.count) == text.firstIndex { $0 == 0x22 || $0 == 0x5c } ?? text.count)
    }
  }

  @Test func escapesOfTwoBytesAreUndone() {
    let known: [UInt8: UInt8] = [
      0x22: 0x22, 0x5c: 0x5c, 0x2f: 0x2f, 0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09,
    ]
    for text in Self.texts(20_000, seed: 2) {
      var expected: [UInt8] = []
      var index = 0
      while index < text.count, text[index] != 0x22 {
        if text[index] != 0x5c {
          expected.append(text[index])
        } else if index + 1 < text.count, let byte = known[text[index + 1]] {
          expected.append(byte)
          index += 1
        } else {
          break
        }
        index += 1
      }
      let copied = Self.copied(text, room: text.count + 16, egret_copy_unescaped)
      #expect(copied.read == index && copied.bytes == expected, "\(text)")
    }
  }

  @Test func printableTextIsEscaped() {
    let known: [UInt8: String] = [0x22: "\\\"", 0x5c: "\\\\", 0x0a: "\\n", 0x0d: "\\r", 0x09: "\\t"]
    for text in Self.texts(20_000, seed: 3) {
      var expected: [UInt8] = []
      var index = 0
      while index < text.count {
        if let escape = known[text[index]] {
          expected += Array(escape.utf8)
        } else if text[index] >= 0x20, text[index] < 0x7f {
          expected.append(text[index])
        } else {
          break
        }
        index += 1
      }
      let copied = Self.copied(text, room: 2 * text.count + 16, egret_copy_escaped)
      #expect(copied.read == index && copied.bytes == expected, "\(text)")
    }
  }

  /// What a loop copied; what it wrote behind the room it was given would show.
  private static func copied(
    _ text: [UInt8], room: Int,
    _ loop: (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<Int>) -> Int
  ) -> (read: Int, bytes: [UInt8]) {
    var copy = [UInt8](repeating: 0xaa, count: room + 32)
    var written = 0
    let read = copy.withUnsafeMutableBufferPointer { place in
      place.baseAddress.map { loop(text, text.count, $0, &written) } ?? 0
    }
    #expect(copy[room...].allSatisfy { $0 == 0xaa })
    return (read, Array(copy[..<written]))
  }

  @Test("long text is escaped the same wherever a piece of it ends", arguments: 4080...4110)
  func longText(length: Int) {
    for last in ["\n", "\"", "\u{1}", "é", "a", "\u{200b}"] {
      var line = RecordBuffer()
      line.string(escaping: Array((String(repeating: "a", count: length) + last + "b").utf8).span)
      let escaped = ["\n": "\\n", "\"": "\\\"", "\u{1}": "\\u0001", "\u{200b}": "\\u200b"][last] ?? last
      let expected = "\"" + String(repeating: "a", count: length) + escaped + "b\""
      #expect(String(decoding: line.bytes, as: UTF8.self) == expected)
    }
  }

  @Test func textIsEscapedCharacterByCharacter() {
    for text in Self.texts(5_000, seed: 4) {
      let characters = String(decoding: text, as: UTF8.self)
      var line = RecordBuffer()
      line.escaped(characters)
      let expected = characters.unicodeScalars.map(Self.escaped).joined()
      #expect(String(decoding: line.bytes, as: UTF8.self) == expected)
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\0": "\\u0000"
    case "\u{1b}": "\\u001b"
    case "\u{7f}": "\\u007f"
    case "\u{200b}": "\\u200b"
    default: String(scalar)
    }
  }
}
