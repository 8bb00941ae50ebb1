import ByteParsing
import PacketDecoding
import Testing

@Suite struct UDPHeaderTests {
  static let bytes = Layer.udp(from: 53, to: 40_001, [1, 2, 3])

  @Test func fieldsAreWhereTheStandardPutsThem() throws {
    let (header, offset) = try parse(Self.bytes) { cursor throws(DecodeError) in try UDPHeader(parsing: &cursor) }
    #expect(header.sourcePort == 53)
    #expect(header.destinationPort == 40_001)
    #expect(header.length == 11)
    #expect(header.checksum == 0xabcd)
    #expect(offset == 8)
  }

  @Test("each truncation is found at the first missing byte", arguments: 0..<8)
  func truncation(length: Int) {
    #expect(throws: DecodeError(.truncated, at: length)) {
      try parse(Array(Self.bytes.prefix(length))) { cursor throws(DecodeError) in try UDPHeader(parsing: &cursor) }
    }
  }

  @Test("a length smaller than the header is refused, but zero stands for more than fits", arguments: UInt16(0)...8)
  func shortLength(length: UInt16) throws {
    let bytes = Layer.udp(length: length, [])
    guard length > 0 && length < 8 else {
      #expect(try parse(bytes) { cursor throws(DecodeError) in try UDPHeader(parsing: &cursor) }.unit.length == length)
      return
    }
    #expect(throws: DecodeError(.badLength, at: 4)) {
      try parse(bytes) { cursor throws(DecodeError) in try UDPHeader(parsing: &cursor) }
    }
  }
}
