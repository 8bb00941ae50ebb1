import ByteParsing
import PacketDecoding
import Testing

@Suite struct TCPHeaderTests {
  static let bytes = Layer.tcp(from: 1, to: 2, sequence: 0xdead_beef, flags: 0x12, [])

  @Test func fieldsAreWhereTheStandardPutsThem() throws {
    let (header, offset) = try parse(Self.bytes) { cursor throws(DecodeError) in try TCPHeader(parsing: &cursor) }
    #expect(header.sourcePort == 1)
    #expect(header.destinationPort == 2)
    #expect(header.sequence == SequenceNumber(0xdead_beef))
    #expect(header.acknowledgement == SequenceNumber(7))
    #expect(header.flags == [.syn, .ack])
    #expect(header.window == 512)
    #expect(header.checksum == 0xabcd)
    #expect(header.length == 20)
    #expect(offset == 20)
  }

  @Test("each truncation is found at the first missing byte", arguments: 0..<20)
  func truncation(length: Int) {
    #expect(throws: DecodeError(.truncated, at: length)) {
      try parse(Array(Self.bytes.prefix(length))) { cursor throws(DecodeError) in try TCPHeader(parsing: &cursor) }
    }
  }

  @Test("a header shorter than its fixed part is refused", arguments: UInt8(0)..<5)
  func shortDataOffset(words: UInt8) {
    var bytes = Self.bytes
    bytes[12] = words << 4
    #expect(throws: DecodeError(.badLength, at: 12)) {
      try parse(bytes) { cursor throws(DecodeError) in try TCPHeader(parsing: &cursor) }
    }
  }

  @Test("options count to the header, also when a snap length cut them off", arguments: UInt8(5)...15)
  func optionsMayBeMissing(words: UInt8) throws {
    var bytes = Self.bytes
    bytes[12] = words << 4
    let (header, offset) = try parse(bytes) { cursor throws(DecodeError) in try TCPHeader(parsing: &cursor) }
    #expect(header.length == Int(words) * 4)
    #expect(offset == 20)
  }
}

@Suite struct SequenceNumberTests {
  @Test(
    "distance is signed and wraps",
    arguments: [
      (UInt32(5), UInt32(3), 2), (3, 5, -2), (2, UInt32.max, 3), (UInt32.max, 2, -3), (1 << 31, 0, -(1 << 31)),
    ])
  func distance(a: UInt32, b: UInt32, expected: Int) {
    #expect(SequenceNumber(a).distance(after: SequenceNumber(b)) == expected)
  }

  @Test func advancingWraps() {
    #expect(SequenceNumber(.max).advanced(by: 2) == SequenceNumber(1))
    #expect(SequenceNumber(1).advanced(by: -2) == SequenceNumber(.max))
  }
}
