import HTTPDissection
import Testing
import TrafficModel

@Suite struct HPACKLimitsTests {
  @Test("blocks that end inside a field, at every byte of C.6.1")
  func truncatedBlocks() throws {
    let block = [UInt8](hex: HPACKDecoderTests.huffmanResponses[0].block)
    for count in 1..<block.count {
      var session = HPACKSession()
      let fields = try? session.fields(Array(block[..<count]))
      // Only cuts between fields leave whole blocks.
      #expect([4, 11, 35].contains(count) == (fields != nil), "cut at \(count)")
    }
  }

  @Test(
    "integers of more than 32 bits, or drawn out",
    arguments: [
      "7f ff ff ff ff ff ff ff ff ff 01", "7f 80 80 80 80 80 00", "ff 80 80 80 80 10", "3f ff ff ff ff 7f",
    ])
  func integerOverflow(hex: String) {
    #expect(throws: HPACKFailure.integerOverflow) {
      var session = HPACKSession()
      _ = try session.fields([UInt8](hex: hex))
    }
  }

  @Test func theLargestIntegerIsReadAndItsStringIsMissing() {
    #expect(throws: HPACKFailure.truncated) {
      var session = HPACKSession()
      // A string of 2^32 - 1 bytes.
      _ = try session.fields([UInt8](hex: "00 7f 80 ff ff ff 0f"))
    }
  }

  @Test("indices that lead nowhere", arguments: ["80", "be", "ff00", "7e 00"])
  func badIndex(hex: String) {
    #expect(throws: HPACKFailure.badIndex) {
      var session = HPACKSession()
      _ = try session.fields([UInt8](hex: hex))
    }
  }

  @Test(
    "Huffman strings that end wrongly",
    arguments: [
      "00 84 ffffffff 00",  // EOS inside
      "00 81 ff 00",  // eight bits of padding
      "00 82 1fff 00",  // a and eleven bits of padding
      "00 81 18 00",  // a and zeros
      "00 81 1e 00",  // a and padding that is not the start of EOS
    ])
  func badHuffman(hex: String) {
    #expect(throws: HPACKFailure.badHuffman) {
      var session = HPACKSession()
      _ = try session.fields([UInt8](hex: hex))
    }
  }

  @Test("strings of every length, so with every amount of padding", arguments: 1...16)
  func goodPadding(count: Int) throws {
    var session = HPACKSession()
    let coded = HuffmanEncoder.encode([UInt8](repeating: 0x61, count: count))
    let section = try session.section([0x00] + H2Forge.string("x") + [0x80 | UInt8(coded.count)] + coded)
    #expect(section.headers.first("x").map { [UInt8]($0) } == [UInt8](repeating: 0x61, count: count))
  }

  @Test("every byte survives Huffman coding", arguments: UInt8.min...UInt8.max)
  func everySymbol(byte: UInt8) throws {
    var session = HPACKSession()
    let coded = HuffmanEncoder.encode([byte, byte, 0x61])
    let block = [0x00] + H2Forge.string("x") + [0x80 | UInt8(coded.count)] + coded
    let section = try session.section(block)
    #expect(section.headers.first("x").map { [UInt8]($0) } == [byte, byte, 0x61])
  }

  @Test func aSizeUpdateBehindAFieldIsAnError() {
    #expect(throws: HPACKFailure.badSizeUpdate) {
      var session = HPACKSession()
      _ = try session.fields([0x82, 0x20])
    }
  }

  @Test("a table larger than allowed is noted and followed", arguments: [(4_096, false), (4_097, true)])
  func tableBeyondPermission(size: Int, noted: Bool) throws {
    var session = HPACKSession()
    let section = try session.section(H2Forge.integer(size, prefixBits: 5, 0x20) + [0x82])
    #expect(section.exceedsAllowedTable == noted)
    #expect(section.listed == [":method: GET"])
  }

  @Test func permissionWidensTheTable() throws {
    var session = HPACKSession()
    session.decoder.allowTable(of: 65_536)
    let section = try session.section(H2Forge.integer(65_536, prefixBits: 5, 0x20))
    #expect(!section.exceedsAllowedTable)
  }

  @Test("the list of fields ends at its limit", arguments: [(70, 2, false), (69, 1, true)])
  func headerListLimit(limit: Int, kept: Int, over: Bool) throws {
    var decoder = HPACKDecoder(isKnown: true, tableBudget: 4_096)
    var section = H2FieldSection(limit: limit)
    let block = H2Forge.block([("a", "bc"), ("d", "ef")])  // 35 bytes each
    try decoder.decode(block.span.bytes, into: &section)
    #expect(section.headers.count == kept)
    #expect(section.isOverLimit == over)
  }

  @Test func aBombCostsNoMoreThanTheLimit() throws {
    var decoder = HPACKDecoder(isKnown: true, tableBudget: 65_536)
    var section = H2FieldSection(limit: 128 << 10)
    let large = H2Forge.inserting("x", String(repeating: "y", count: 4_000))
    try decoder.decode((large + [UInt8](repeating: 0xbe, count: 16_000)).span.bytes, into: &section)
    #expect(section.isOverLimit)
    #expect(section.headers.byteCount <= 128 << 10)
  }
}

/// Encodes with the code of RFC 7541 appendix B, known here by what decoding a code word gives.
enum HuffmanEncoder {
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var bits: [Bool] = []
    for byte in bytes { bits += codeWord(byte) }
    while bits.count % 8 != 0 { bits.append(true) }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  private static func codeWord(_ byte: UInt8) -> [Bool] {
    let (code, length) = HPACKHuffmanCode.shared.codeWord(of: UInt16(byte))
    return (0..<length).map { code >> UInt32(length - 1 - $0) & 1 == 1 }
  }
}
