import EvidenceStore
import Foundation
import SchemaValidation
import Testing
import TrafficForge
import TrafficModel

@Suite struct RecordBufferTests {
  private func time(_ nanoseconds: Int64) -> String {
    var line = RecordBuffer()
    line.time(Timestamp(nanoseconds: nanoseconds))
    return String(decoding: line.bytes, as: UTF8.self)
  }

  @Test(
    "times are RFC 3339 in UTC with nanoseconds",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00.000000000Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
      (951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z"),
      (1_795_371_971_556_280_123, "2026-11-22T18:26:11.556280123Z"),
      (.max, "2262-04-11T23:47:16.854775807Z"), (.min, "1677-09-21T00:12:43.145224192Z"),
    ])
  func times(nanoseconds: Int64, expected: String) {
    #expect(time(nanoseconds) == "\"\(expected)\"")
  }

  @Test("times agree with the calendar of the system", arguments: UInt64(1)...20)
  func timesAgreeWithFoundation(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let formatter = ISO8601DateFormatter()
    for _ in 0..<50 {
      let seconds = Int64.random(in: -9_000_000_000...9_000_000_000, using: &generator)
      let expected = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds))).dropLast()
      #expect(time(seconds * 1_000_000_000) == "\"\(expected).000000000Z\"")
    }
  }

  @Test("times that follow each other are written as each alone", arguments: UInt64(1)...20)
  func timesInARow(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var line = RecordBuffer()
    var moment = [Int64.min, .max, -1, 0, 951_782_400_000_000_000][Int(seed % 5)]
    for _ in 0..<200 {
      switch Int.random(in: 0...9, using: &generator) {
      case 0: line.removeAll()
      case 1: line.truncate(to: line.count - Int.random(in: 0...40, using: &generator))
      case 2: moment = Int64.random(in: .min ... .max, using: &generator)
      case 3: moment = Bool.random(using: &generator) ? .min : .max
      case 4...6: moment &+= Int64.random(in: -1_500_000_000...1_500_000_000, using: &generator)
      default: break
      }
      line.put(0x20)
      let before = line.count
      line.time(Timestamp(nanoseconds: moment))
      // A comma stands before the second value of a row.
      let written = String(decoding: line.bytes[before...], as: UTF8.self).drop { $0 == "," }
      #expect(written == time(moment))
    }
  }

  @Test("digits of every width", arguments: UInt64(1)...10)
  func digitsOfEveryWidth(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for width in 1...16 {
      let value = UInt64.random(in: 0 ... .max, using: &generator) >> UInt64.random(in: 0...63, using: &generator)
      var line = RecordBuffer(capacity: 64)
      line.hexadecimal(value, width: width)
      let hexadecimal = String(repeating: "0", count: 16) + String(value, radix: 16)
      #expect(String(decoding: line.bytes, as: UTF8.self) == hexadecimal.suffix(width))
      line.removeAll()
      line.fixedDigits(value, width: width)
      let decimal = String(repeating: "0", count: 16) + String(value)
      #expect(String(decoding: line.bytes, as: UTF8.self) == decimal.suffix(width))
      line.removeAll()
      line.digits(value)
      #expect(String(decoding: line.bytes, as: UTF8.self) == String(value))
    }
  }

  @Test(
    "durations have three decimals and saturate",
    arguments: [(Int64(0), "0.000"), (1_234_567, "1.234"), (-5_000_000, "-5.000"), (.min, "-9223372036854.775")])
  func milliseconds(nanoseconds: Int64, expected: String) {
    var line = RecordBuffer()
    line.milliseconds(nanoseconds)
    #expect(String(decoding: line.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [UInt64(0), 9, 10, 99, 1_000_000_007, .max])
  func digitsAreThoseOfTheNumber(value: UInt64) {
    var line = RecordBuffer()
    line.number(value)
    #expect(String(decoding: line.bytes, as: UTF8.self) == String(value))
  }

  @Test(
    "what could steer a terminal or a line reader is escaped",
    arguments: [
      ("\u{1b}[31m", "\\u001b[31m"), ("a\nb\r\t", "a\\nb\\r\\t"), ("\u{0}\u{7f}", "\\u0000\\u007f"),
      ("\u{202e}gpj.exe", "\\u202egpj.exe"), ("\u{2066}x\u{2069}", "\\u2066x\\u2069"),
      ("\u{2028}\u{2029}", "\\u2028\\u2029"),
      ("\u{85}\u{9b}", "\\u0085\\u009b"), ("a\u{200b}b\u{feff}", "a\\u200bb\\ufeff"), ("\u{e0041}", "\\udb40\\udc41"),
      ("\"\\", "\\\"\\\\"), ("grüße 🐦 日本", "grüße 🐦 日本"),
    ])
  func escaping(text: String, expected: String) {
    var line = RecordBuffer()
    line.string(escaping: text)
    #expect(String(decoding: line.bytes, as: UTF8.self) == "\"\(expected)\"")
  }

  @Test("random bytes become valid UTF-8 without controls, and read back", arguments: UInt64(1)...40)
  func randomBytesAreMadeSafe(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
    }
    var line = RecordBuffer(capacity: 1)
    line.beginObject()
    line.key("v")
    line.string(escaping: bytes.span)
    line.endObject()
    let text = try #require(String(validating: line.bytes, as: UTF8.self))
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
    #expect(try members(text)["v"] is String)
  }

  @Test("well-formed text reads back as it was", arguments: UInt64(1)...40)
  func textReadsBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var text = ""
    for _ in 0..<60 {
      let value = UInt32.random(in: 0...0x10ffff, using: &generator)
      // Foundation's reader drops a mark at the beginning of text; nothing is lost in the record.
      if let scalar = Unicode.Scalar(value), value != 0xfeff { text.unicodeScalars.append(scalar) }
    }
    var line = RecordBuffer()
    line.beginObject()
    line.key("v")
    line.string(escaping: text)
    line.endObject()
    let read = try members(String(decoding: line.bytes, as: UTF8.self))["v"] as? String
    #expect(read.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }

  @Test(
    "overlong, surrogate and cut sequences become U+FFFD",
    arguments: [[0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff], [0x80]] as [[UInt8]])
  func malformedSequences(bytes: [UInt8]) {
    var line = RecordBuffer()
    line.escaped(bytes.span)
    #expect(String(decoding: line.bytes, as: UTF8.self) == String(repeating: "\\ufffd", count: bytes.count))
  }
}
