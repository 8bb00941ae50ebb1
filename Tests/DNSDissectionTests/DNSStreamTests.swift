import DNSDissection
import Testing
import TrafficModel

@Suite struct DNSStreamTests {
  static let flow = DNSDialogue.flow(DNSDialogue.client, DNSDialogue.resolver, .tcp)
  static let queries = (1...3).flatMap { DNSForge.framed(DNSForge.query(id: $0, "host\($0).example")) }
  static let responses = (1...3).flatMap { DNSForge.framed(DNSForge.response(id: $0, name: "host\($0).example")) }

  /// What is stated, apart from when.
  private func facts(_ exchanges: [DNSExchange]) -> [String] {
    exchanges.map { "\($0.messageID) \($0.name.rawTextForMatchingAndStorage) \($0.status) \($0.responseBytes ?? 0)" }
  }

  private func whole() -> [String] {
    let dialogue = DNSDialogue(Self.flow)
    dialogue.streams(Self.queries)
    dialogue.streams(Self.responses, .toClient)
    return facts(dialogue.finish())
  }

  @Test func messagesAreCutFromTheStream() {
    #expect(
      whole() == [
        "1 host1.example answered 47", "2 host2.example answered 47", "3 host3.example answered 47",
      ])
  }

  @Test("how bytes are cut never changes what is stated", arguments: 0...responses.count)
  func cutInvariance(cut: Int) {
    let dialogue = DNSDialogue(Self.flow)
    dialogue.streams(Self.queries.prefix(cut))
    dialogue.streams(Self.queries.dropFirst(cut))
    dialogue.streams(Self.responses.prefix(cut), .toClient)
    dialogue.streams(Self.responses.dropFirst(cut), .toClient)
    #expect(facts(dialogue.finish()) == whole())
  }

  @Test("pieces of any size", arguments: 1...60)
  func pieces(size: Int) {
    let dialogue = DNSDialogue(Self.flow)
    for (bytes, direction) in [(Self.queries, Direction.toServer), (Self.responses, .toClient)] {
      for start in stride(from: 0, to: bytes.count, by: size) {
        dialogue.streams(bytes[start..<min(start + size, bytes.count)], direction)
      }
    }
    #expect(facts(dialogue.finish()) == whole())
  }

  @Test("a gap inside a message spoils that one only", arguments: 5..<30)
  func gapInsideAMessage(start: Int) {
    let dialogue = DNSDialogue(Self.flow)
    dialogue.streams(Self.queries.prefix(start))
    dialogue.conversation.gap(length: 3, .toServer, moment: DNSDialogue.moment(0))
    dialogue.streams(Self.queries.dropFirst(start + 3))
    dialogue.streams(Self.responses, .toClient)
    let exchanges = dialogue.finish()
    #expect(exchanges.filter { $0.status == .answered }.map(\.messageID).suffix(2) == [2, 3])
  }

  @Test("after a gap across messages the next one is found", arguments: [20, 40, 46])
  func gapAcrossMessages(length: Int) {
    let dialogue = DNSDialogue(Self.flow)
    dialogue.streams(Self.queries.prefix(20))
    dialogue.conversation.gap(length: UInt64(length), .toServer, moment: DNSDialogue.moment(0))
    let rest = Self.queries.dropFirst(20 + length)
    for byte in rest { dialogue.streams([byte]) }
    dialogue.streams(Self.responses, .toClient)
    let answered = dialogue.finish().filter { $0.status == .answered }
    #expect(answered.contains { $0.messageID == 3 })
  }

  @Test("midstream, the first whole message is found at any offset", arguments: 0...33)
  func midstream(offset: Int) {
    let dialogue = DNSDialogue(Self.flow, isMidstream: true)
    dialogue.streams(Self.queries.dropFirst(offset))
    let ids = dialogue.finish().map(\.messageID)
    #expect(ids == (offset == 0 ? [1, 2, 3] : [2, 3]))
  }

  @Test func anEndlessNoiseHoldsLittle() {
    let dialogue = DNSDialogue(Self.flow, isMidstream: true)
    for _ in 0..<200 { dialogue.streams([UInt8](repeating: 0xa5, count: 1400)) }
    dialogue.streams(Self.queries)
    #expect(dialogue.finish().map(\.messageID).suffix(2) == [2, 3])
  }

  @Test func aMessageOfLengthZeroIsPassedOver() {
    let dialogue = DNSDialogue(Self.flow)
    dialogue.streams([0, 0] + Self.queries)
    #expect(dialogue.finish().count == 3)
  }

  @Test func aMessageOfGreatestLengthIsRead() {
    let dialogue = DNSDialogue(Self.flow)
    let filler = DNSForge.record(65280, [UInt8](repeating: 1, count: 0xffff - 29 - 12))
    let message = DNSForge.response([filler])
    #expect(message.count == 0xffff)
    dialogue.streams(DNSForge.framed(message).prefix(60_000), .toClient)
    dialogue.streams(DNSForge.framed(message).dropFirst(60_000), .toClient)
    #expect(dialogue.finish().map(\.responseBytes) == [0xffff])
  }
}
