import ByteParsing
import PacketDecoding
import Testing
import TrafficModel

@Suite struct IPv4HeaderTests {
  static let bytes = Layer.ipv4(6, fragment: 0x2003, [])

  @Test func fieldsAreWhereTheStandardPutsThem() throws {
    let (header, offset) = try parse(Self.bytes) { cursor throws(DecodeError) in try IPv4Header(parsing: &cursor) }
    #expect(header.source == IPAddress(v4: 0xc000_020a))
    #expect(header.destination == IPAddress(v4: 0xc633_6407))
    #expect(header.protocolNumber == 6)
    #expect(header.identification == 0x1234)
    #expect(header.totalLength == 20)
    #expect(header.fragmentPosition == 24)
    #expect(header.hasMoreFragments)
    #expect(offset == 20)
  }

  @Test("each truncation is found at the first missing byte", arguments: 0..<20)
  func truncation(length: Int) {
    #expect(throws: DecodeError(.truncated, at: length)) {
      try parse(Array(Self.bytes.prefix(length))) { cursor throws(DecodeError) in try IPv4Header(parsing: &cursor) }
    }
  }

  @Test(
    "what cannot be IPv4 is refused, at its byte",
    arguments: [
      (0, UInt8(0x65), DecodeError(.badVersion, at: 0)), (0, 0x44, DecodeError(.badLength, at: 0)),
      (3, 19, DecodeError(.badLength, at: 2)),
    ])
  func malformed(position: Int, value: UInt8, error: DecodeError) {
    var bytes = Self.bytes
    bytes[position] = value
    #expect(throws: error) {
      try parse(bytes) { cursor throws(DecodeError) in try IPv4Header(parsing: &cursor) }
    }
  }

  @Test("the don't-fragment and reserved bits make no fragment", arguments: [UInt16(0x4000), 0x8000, 0xc000])
  func flagsThatDoNotFragment(flags: UInt16) throws {
    let bytes = Layer.ipv4(6, fragment: flags, [])
    let header = try parse(bytes) { cursor throws(DecodeError) in try IPv4Header(parsing: &cursor) }.unit
    #expect(!header.isFragment)
  }
}
