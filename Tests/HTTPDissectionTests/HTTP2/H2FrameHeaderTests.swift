import ByteParsing
import HTTPDissection
import Testing
import TrafficModel

@Suite struct H2FrameHeaderTests {
  static let example: [UInt8] = [
    0x01, 0x02, 0x03,  // length
    0x01,  // HEADERS
    0x25,  // END_STREAM, END_HEADERS, PRIORITY
    0x80, 0x00, 0x00, 0x05,  // reserved bit, stream 5
  ]

  @Test func everyFieldIsRead() throws {
    var cursor = ByteCursor(Self.example.span.bytes)
    let header = try H2FrameHeader(parsing: &cursor)
    #expect(header.length == 0x010203)
    #expect(header.kind == .headers)
    #expect(header.flags == [.endStream, .endHeaders, .priority])
    #expect(header.streamID == 5)
    #expect(header.hasReservedBit)
    #expect(header.prefixLength == 5)
    let offset = cursor.offset
    #expect(offset == 9)
  }

  @Test("truncation", arguments: 0..<9)
  func truncated(count: Int) {
    #expect(throws: DecodeError(.truncated, at: 0)) {
      var cursor = ByteCursor(Self.example.span.bytes.extracting(0..<count))
      _ = try H2FrameHeader(parsing: &cursor)
    }
  }

  @Test(
    "what may stand where no frame is known to begin",
    arguments: [
      ("000000 00 01 00000001", true), ("000000 04 00 00000000", true), ("000008 06 01 00000000", true),
      ("000000 00 01 00000000", false), ("000000 00 02 00000001", false), ("000000 00 01 80000001", false),
      ("004001 00 01 00000001", false), ("000000 0a 00 00000001", false), ("000005 04 00 00000000", false),
      ("000000 00 01 00000002", false), ("000000 00 01 00002065", false), ("000004 05 04 00000001", false),
    ])
  func plausibility(hex: String, expected: Bool) throws {
    let bytes = [UInt8](hex: hex)
    var cursor = ByteCursor(bytes.span.bytes)
    var expectation = H2FrameExpectation(.toServer)
    expectation.highestStream = 100
    #expect(try H2FrameHeader(parsing: &cursor).isPlausible(expectation) == expected)
  }
}
