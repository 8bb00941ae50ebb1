import ByteParsing
import PacketDecoding
import Testing
import TrafficModel

@Suite struct IPv6HeaderTests {
  static let bytes = Layer.ipv6(6, payloadLength: 77, [])

  @Test func fieldsAreWhereTheStandardPutsThem() throws {
    let (header, offset) = try parse(Self.bytes) { cursor throws(DecodeError) in try IPv6Header(parsing: &cursor) }
    #expect("\(header.source)" == "2001:db8::1")
    #expect("\(header.destination)" == "2001:db8::2")
    #expect(header.nextHeader == 6)
    #expect(header.payloadLength == 77)
    #expect(offset == 40)
  }

  @Test("each truncation is found at the first missing byte", arguments: 0..<40)
  func truncation(length: Int) {
    #expect(throws: DecodeError(.truncated, at: length)) {
      try parse(Array(Self.bytes.prefix(length))) { cursor throws(DecodeError) in try IPv6Header(parsing: &cursor) }
    }
  }

  @Test func anotherVersionIsRefused() {
    #expect(throws: DecodeError(.badVersion, at: 0)) {
      try parse([0x45] + Self.bytes.dropFirst()) { cursor throws(DecodeError) in try IPv6Header(parsing: &cursor) }
    }
  }
}
