import ByteParsing
import PacketDecoding
import Testing

@Suite struct IPv6ExtensionHeadersTests {
  private func read(_ first: UInt8, _ bytes: [UInt8]) throws(DecodeError) -> (unit: IPv6ExtensionHeaders, offset: Int) {
    try parse(bytes) { cursor throws(DecodeError) in try IPv6ExtensionHeaders(first, parsing: &cursor) }
  }

  @Test(
    "headers with a length byte are skipped whole", arguments: [UInt8(0), 43, 60, 135, 139, 140], [UInt8(0), 1, 5])
  func skipped(kind: UInt8, length: UInt8) throws {
    let size = 8 + Int(length) * 8
    let (headers, offset) = try read(kind, [6, length] + [UInt8](repeating: 0xee, count: size - 2) + [1])
    #expect(headers.protocolNumber == 6)
    #expect(headers.fragment == nil)
    #expect(offset == size)
  }

  @Test func authenticationCountsInFours() throws {
    let (headers, offset) = try read(51, [17, 4] + [UInt8](repeating: 0, count: 22))
    #expect(headers.protocolNumber == 17)
    #expect(offset == 24)
  }

  @Test func headersMayFollowEachOther() throws {
    let option: [UInt8] = [0, 0, 0, 0, 0, 0]
    let (headers, offset) = try read(0, [43, 0] + option + [60, 0] + option + [6, 0] + option)
    #expect(headers.protocolNumber == 6)
    #expect(offset == 24)
  }

  @Test func aFragmentEndsTheWalk() throws {
    // Position 1480, more to come; what follows is in the middle of something.
    let (headers, offset) = try read(44, [60, 0] + be(UInt16(1480 | 1)) + be(UInt32(99)) + [1, 2, 3])
    let fragment = try #require(headers.fragment)
    #expect(fragment.position == 1480)
    #expect(fragment.hasMore)
    #expect(fragment.identification == 99)
    #expect(headers.protocolNumber == 60)
    #expect(offset == 8)
  }

  @Test func anAtomicFragmentIsWhole() throws {
    let (headers, offset) = try read(44, [60, 0, 0, 0] + be(UInt32(99)) + [6, 0, 0, 0, 0, 0, 0, 0])
    #expect(headers.protocolNumber == 6)
    #expect(offset == 16)
  }

  @Test("each truncation is an error", arguments: 0..<16)
  func truncation(length: Int) {
    let bytes: [UInt8] = [44, 0, 0, 0, 0, 0, 0, 0] + [6, 0, 0, 1, 0, 0, 0, 9]
    #expect(throws: DecodeError.self) { try read(0, Array(bytes.prefix(length))) }
  }

  @Test("as many headers as the limit are walked, one more is refused")
  func limit() throws {
    let header: [UInt8] = [60, 0, 0, 0, 0, 0, 0, 0]
    let last: [UInt8] = [6, 0, 0, 0, 0, 0, 0, 0]
    let count = IPv6ExtensionHeaders.countLimit
    let accepted = (0..<count - 2).flatMap { _ in header } + last
    #expect(try read(60, accepted).unit.protocolNumber == 6)
    #expect(throws: DecodeError(.unsupported, at: count * 8)) {
      try read(60, (0..<count).flatMap { _ in header } + last)
    }
  }
}
