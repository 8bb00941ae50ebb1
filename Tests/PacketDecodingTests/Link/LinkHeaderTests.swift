import ByteParsing
import PacketDecoding
import Testing
import TrafficModel

@Suite struct LinkHeaderTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var linkType: LinkType
    var header: [UInt8]
    var etherType: EtherType
  }

  static let cooked: [UInt8] = [0, 0, 0, 1, 0, 6, 2, 2, 2, 2, 2, 2, 0, 0]
  static let cooked2: [UInt8] = [0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 2, 2, 2, 2, 2, 0, 0]
  static let addresses = [UInt8](repeating: 2, count: 12)

  static let examples = [
    Example("ethernet", .ethernet, addresses + [8, 0], .ipv4),
    Example("ethernet, IPv6", .ethernet, addresses + [0x86, 0xdd], .ipv6),
    Example("802.1Q", .ethernet, addresses + [0x81, 0, 0, 5, 8, 0], .ipv4),
    Example("802.1ad", .ethernet, addresses + [0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 0x86, 0xdd], .ipv6),
    Example(
      "older QinQ, three tags", .ethernet, addresses + [0x91, 0, 0, 1, 0x92, 0, 0, 2, 0x81, 0, 0, 3, 8, 0], .ipv4),
    Example("cooked", .linuxSLL, cooked + [8, 0], .ipv4),
    Example("cooked with a tag", .linuxSLL, cooked + [0x81, 0, 0, 5, 0x86, 0xdd], .ipv6),
    Example("cooked 2", .linuxSLL2, [0x86, 0xdd] + cooked2, .ipv6),
    Example("cooked 2 with a tag", .linuxSLL2, [0x81, 0] + cooked2 + [0, 5, 8, 0], .ipv4),
    Example("null, little-endian", .null, [2, 0, 0, 0], .ipv4),
    Example("null, big-endian", .null, [0, 0, 0, 2], .ipv4),
    Example("null, macOS IPv6", .null, [30, 0, 0, 0], .ipv6),
    Example("null, FreeBSD IPv6", .null, [28, 0, 0, 0], .ipv6),
    Example("null, Linux IPv6", .null, [0, 0, 0, 10], .ipv6),
    Example("null, OpenBSD IPv6", .null, [24, 0, 0, 0], .ipv6),
    Example("null, neither", .null, [7, 0, 0, 0], .none),
    Example("loop", .loop, [0, 0, 0, 24], .ipv6),
    Example("loop, as NULL would", .loop, [2, 0, 0, 0], .ipv4),
  ]

  @Test("every link header leads to its payload", arguments: examples)
  func decodes(example: Example) throws {
    let (header, offset) = try parse(example.header + [0xff]) { cursor throws(DecodeError) in
      try LinkHeader(example.linkType, parsing: &cursor)
    }
    #expect(header.etherType == example.etherType)
    #expect(offset == example.header.count)
  }

  @Test("each truncation of each link header is an error", arguments: examples)
  func truncations(example: Example) {
    for length in 0..<example.header.count {
      #expect(throws: DecodeError.self) {
        try parse(Array(example.header.prefix(length))) { cursor throws(DecodeError) in
          try LinkHeader(example.linkType, parsing: &cursor)
        }
      }
    }
  }

  @Test(
    "raw IP tells its version itself, and nothing is skipped",
    arguments: [
      LinkType.raw, .rawBSD, .rawOpenBSD, .ipv4, .ipv6,
    ])
  func raw(linkType: LinkType) throws {
    for (first, etherType) in [(UInt8(0x45), EtherType.ipv4), (0x60, .ipv6)] {
      let (header, offset) = try parse([first]) { cursor throws(DecodeError) in
        try LinkHeader(linkType, parsing: &cursor)
      }
      #expect(header.etherType == etherType)
      #expect(offset == 0)
    }
    #expect(throws: DecodeError(.badVersion, at: 0)) {
      try parse([0x10]) { cursor throws(DecodeError) in try LinkHeader(linkType, parsing: &cursor) }
    }
  }

  @Test("as many tags as the limit are skipped, one more is refused")
  func tagLimit() throws {
    func tagged(_ count: Int) -> [UInt8] {
      Self.addresses + (0..<count).flatMap { _ in [UInt8(0x81), 0, 0, 1] } + [8, 0]
    }
    let accepted = try parse(tagged(LinkHeader.tagLimit)) { cursor throws(DecodeError) in
      try LinkHeader(.ethernet, parsing: &cursor)
    }
    #expect(accepted.unit.etherType == .ipv4)
    #expect(throws: DecodeError.self) {
      try parse(tagged(LinkHeader.tagLimit + 1)) { cursor throws(DecodeError) in
        try LinkHeader(.ethernet, parsing: &cursor)
      }
    }
  }
}

extension LinkHeaderTests.Example {
  init(_ name: String, _ linkType: LinkType, _ header: [UInt8], _ etherType: EtherType) {
    self.init(testDescription: name, linkType: linkType, header: header, etherType: etherType)
  }
}
