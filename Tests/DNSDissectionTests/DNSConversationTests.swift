import DNSDissection
import Testing
import TrafficModel

@Suite struct DNSConversationTests {
  @Test func aQuestionIsJoinedWithItsAnswer() throws {
    let dialogue = DNSDialogue()
    dialogue.asks(DNSForge.query("MCP.example"))
    dialogue.answers(DNSForge.response(name: "mcp.EXAMPLE"), at: 12)
    let exchange = try #require(dialogue.transcript.exchanges.first)
    #expect(exchange.status == .answered)
    #expect(exchange.name == text("MCP.example"))
    #expect(exchange.type == .a)
    #expect(exchange.responseCode == .noError)
    #expect(exchange.durationNanoseconds == 12_000_000)
    #expect((exchange.queryBytes, exchange.responseBytes) == (29, 45))
    #expect(exchange.extent.firstFrame.number == 1 && exchange.extent.lastFrame.number == 13)
    #expect(exchange.minimumTimeToLive == 300)
    #expect(dialogue.finish().count == 1)
  }

  @Test func questionsOfOneIdAreToldApart() {
    let dialogue = DNSDialogue()
    dialogue.asks(DNSForge.query(type: 1))
    dialogue.asks(DNSForge.query(type: 28), at: 1)
    dialogue.answers(DNSForge.response([], type: 28), at: 2)
    dialogue.answers(DNSForge.response(type: 1), at: 3)
    #expect(dialogue.finish().map(\.type) == [.aaaa, .a])
  }

  @Test func anAnswerThatOvertookItsQuestionIsJoinedWithIt() {
    let dialogue = DNSDialogue()
    dialogue.answers(DNSForge.response(), at: 5)
    #expect(dialogue.transcript.exchanges.isEmpty)
    dialogue.asks(DNSForge.query(), at: 0)
    let exchanges = dialogue.finish()
    #expect(exchanges.map(\.status) == [.answered])
    #expect(exchanges.first?.durationNanoseconds == 5_000_000)
  }

  @Test func theOrderOfCaptureDoesNotChangeTheExchange() {
    let inOrder = DNSDialogue()
    inOrder.asks(DNSForge.query(), at: 0)
    inOrder.answers(DNSForge.response(), at: 5)
    let reversed = DNSDialogue()
    reversed.answers(DNSForge.response(), at: 5)
    reversed.asks(DNSForge.query(), at: 0)
    #expect(inOrder.finish() == reversed.finish())
  }

  @Test func aRepeatedQuestionIsOneExchange() {
    let dialogue = DNSDialogue()
    dialogue.asks(DNSForge.query(), at: 0)
    dialogue.asks(DNSForge.query(), at: 1000)
    dialogue.answers(DNSForge.response(), at: 1010)
    dialogue.answers(DNSForge.response(), at: 1020)
    let exchanges = dialogue.finish()
    #expect(exchanges.map(\.attempts) == [2])
    #expect(exchanges.first?.durationNanoseconds == 1_010_000_000)
  }

  @Test func anIdUsedAgainIsAnotherExchange() {
    let dialogue = DNSDialogue()
    for round in Int64(0)..<3 {
      dialogue.asks(DNSForge.query(), at: round * 100)
      dialogue.answers(DNSForge.response(), at: round * 100 + 1)
    }
    let exchanges = dialogue.finish()
    #expect(exchanges.map(\.status) == [.answered, .answered, .answered])
    #expect(Set(exchanges.map(\.recordID)).count == 3)
  }

  @Test(
    "an answer may take 30 s",
    arguments: [(30_000, [DNSExchange.Status.answered]), (30_001, [.unanswered, .unasked])]
      as [(Int64, [DNSExchange.Status])])
  func answerTime(milliseconds: Int64, expected: [DNSExchange.Status]) {
    let dialogue = DNSDialogue()
    dialogue.asks(DNSForge.query())
    dialogue.answers(DNSForge.response(), at: milliseconds)
    #expect(dialogue.finish().map(\.status) == expected)
  }

  @Test func whatHasNoAnswerAtTheEndIsStatedWithoutOne() {
    let dialogue = DNSDialogue()
    dialogue.asks(DNSForge.query())
    let exchanges = dialogue.finish()
    #expect(exchanges.map(\.status) == [.unanswered])
    #expect(exchanges.first?.responseCode == nil && exchanges.first?.durationNanoseconds == nil)
  }

  @Test func anAnswerWithoutItsQuestionIsJoinedByIdAlone() {
    let dialogue = DNSDialogue()
    dialogue.asks(DNSForge.query())
    dialogue.answers(DNSForge.header(flags: 0x8185, questions: 0))
    #expect(dialogue.finish().map(\.responseCode?.name) == ["REFUSED"])
  }

  @Test("questions wait up to the limit", arguments: [(4, 0), (5, 1)])
  func pendingLimit(count: Int, stated: Int) {
    var limits = DNSLimits()
    limits.pending = 4
    let dialogue = DNSDialogue(limits: limits)
    for id in 0..<count { dialogue.asks(DNSForge.query(id: id)) }
    #expect(dialogue.transcript.exchanges.count == stated)
    #expect(dialogue.transcript.anomalies == (stated > 0 ? [.dnsPendingLimit] : []))
    #expect(dialogue.finish().count == count)
  }

  @Test func malformedMessagesAreSaid() {
    let dialogue = DNSDialogue()
    dialogue.asks([1, 2, 3])
    dialogue.asks(Array(DNSForge.query().dropLast(2)))
    dialogue.asks(DNSForge.header(questions: 2) + DNSForge.question() + DNSForge.question())
    #expect(dialogue.transcript.anomalies == [.dnsMalformed, .dnsMalformed, .dnsMalformed])
  }
}

@Suite struct MulticastTests {
  static let group = Endpoint(IPAddress(v4: 0xe000_00fb), 5353)
  static let host = Endpoint(IPAddress(v4: 0xc0a8_0105), 5353)

  @Test func eachQuestionToALinkIsAFactOfItsOwn() {
    let dialogue = DNSDialogue(DNSDialogue.flow(Self.host, Self.group))
    dialogue.asks(
      DNSForge.header(id: 0, flags: 0, questions: 2) + DNSForge.question("a.local", classNumber: 0x8001)
        + DNSForge.question("b.local", type: 12))
    #expect(dialogue.transcript.exchanges.map(\.status) == [.asked, .asked])
    #expect(dialogue.transcript.exchanges.map(\.name) == [text("a.local"), text("b.local")])
    #expect(dialogue.transcript.exchanges.allSatisfy { $0.isMulticast && $0.classNumber == 1 })
    #expect(dialogue.finish().count == 2)
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test func anAnnouncementIsNamedAfterItsFirstRecord() throws {
    let dialogue = DNSDialogue(DNSDialogue.flow(Self.host, Self.group))
    let owner = DNSForge.name("printer.local")
    dialogue.asks(
      DNSForge.header(id: 0, flags: 0x8400, questions: 0, answers: 1)
        + DNSForge.record(1, [192, 168, 1, 5], owner: owner, classNumber: 0x8001, ttl: 120))
    let exchange = try #require(dialogue.finish().first)
    #expect(exchange.status == .unasked && exchange.name == text("printer.local") && exchange.type == .a)
  }

  // Written out: arguments that hold 128-bit integers crash the testing library of this toolchain.
  @Test func aNameServerOn5353IsNoLink() {
    #expect(DNSDialogue(DNSDialogue.flow(Self.host, Self.group)).conversation.isMulticast)
    #expect(DNSDialogue(DNSDialogue.flow(Self.host, Self.host)).conversation.isMulticast)
    #expect(!DNSDialogue(DNSDialogue.flow(DNSDialogue.client, Self.host)).conversation.isMulticast)
  }
}
