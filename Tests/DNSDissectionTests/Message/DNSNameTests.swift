import ByteParsing
import DNSDissection
import Testing
import TrafficModel

@Suite struct DNSNameTests {
  private func question(_ name: [UInt8], before: [UInt8] = []) throws -> DNSMessage {
    try message(DNSForge.header() + name + DNSForge.word(1) + DNSForge.word(1))
  }

  @Test(
    arguments: [
      ([3, 119, 119, 119, 7] + Array("example".utf8) + [0], "www.example"),
      ([0], "."),
      ([3, 97, 46, 98, 0], #"a\.b"#),
      ([3, 97, 92, 98, 0], #"a\\b"#),
      ([3, 0, 31, 127, 0], #"\000\031\127"#),
      ([2, 0xc3, 0xa9, 0], "é"),
      ([2, 0xff, 0x41, 0], #"\255A"#),
      ([10] + Array("My Printer".utf8) + [0], "My Printer"),
    ] as [([UInt8], String)])
  func labelsAreWrittenAsInZoneFiles(wire: [UInt8], expected: String) throws {
    #expect(try question(wire).questions.first?.name == text(expected))
  }

  @Test func aPointerEndsANameThatWasWrittenBefore() throws {
    let answer = DNSForge.record(5, [4] + Array("edge".utf8) + DNSForge.pointer(16))
    let parsed = try message(DNSForge.response([answer]))
    #expect(parsed.answers.first?.name == text("mcp.example"))
    #expect(parsed.answers.first?.value == .name(text("edge.example")))
    #expect(parsed.damage == nil && parsed.trailingBytes == 0)
  }

  @Test func pointersMayPointToPointers() throws {
    // Offset 29 is the first record, whose owner is itself a pointer to 12.
    let records = [DNSForge.record(1, [1, 2, 3, 4]), DNSForge.record(1, [1, 2, 3, 4], owner: DNSForge.pointer(29))]
    let parsed = try message(DNSForge.response(records))
    #expect(parsed.answers.map(\.name) == [text("mcp.example"), text("mcp.example")])
  }

  @Test(
    "a pointer that does not go back is refused",
    arguments: [
      DNSForge.pointer(12), DNSForge.pointer(14), DNSForge.pointer(4000), [1, 97] + DNSForge.pointer(12),
      [1, 97] + DNSForge.pointer(14),
    ])
  func loopsAreRefused(name: [UInt8]) throws {
    let parsed = try question(name)
    #expect(parsed.questions.isEmpty)
    #expect(parsed.damage?.reason == .badLength)
  }

  @Test func twoPointersAtEachOtherAreRefused() throws {
    let records = [
      DNSForge.record(1, [1, 2, 3, 4], owner: DNSForge.pointer(45)),
      DNSForge.record(1, [1, 2, 3, 4], owner: DNSForge.pointer(29)),
    ]
    let parsed = try message(DNSForge.response(records))
    #expect(parsed.answers.isEmpty && parsed.damage?.reason == .badLength)
  }

  @Test("255 bytes of name are taken, 256 are not", arguments: [(61, true), (62, false)])
  func nameLimit(last: Int, isTaken: Bool) throws {
    let label = [UInt8](repeating: 97, count: 63)
    let name = (0..<3).flatMap { _ in [63] + label } + [UInt8(last)] + label.prefix(last) + [0]
    #expect(name.count == 194 + last)
    #expect(try question(name).questions.count == (isTaken ? 1 : 0))
  }

  @Test("127 pointers are followed, 128 are not", arguments: [(127, true), (128, false)])
  func pointerLimit(count: Int, isTaken: Bool) throws {
    // A chain in the data of an unknown type: a root label, then pointers each to the one before.
    let start = 12 + DNSForge.question().count + 12
    var chain: [UInt8] = [0] + DNSForge.pointer(start)
    for index in 1..<count - 1 { chain += DNSForge.pointer(start + 1 + 2 * (index - 1)) }
    let last = start + 1 + 2 * (count - 2)
    let records = [
      DNSForge.record(65280, chain), DNSForge.record(1, [1, 2, 3, 4], owner: DNSForge.pointer(last)),
    ]
    let parsed = try message(DNSForge.response(records))
    #expect(parsed.answers.count == (isTaken ? 2 : 1))
  }

  @Test("lengths with one of the two upper bits mean nothing", arguments: [64, 127, 128, 191] as [UInt8])
  func reservedLengthsAreRefused(length: UInt8) throws {
    #expect(try question([length] + [UInt8](repeating: 97, count: 200) + [0]).damage?.reason == .unsupported)
  }
}
