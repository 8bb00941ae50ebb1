import DNSDissection
import Testing
import TrafficModel

@Suite struct PassiveNamesTests {
  static let address = IPAddress(v4: 0xc633_6407)
  static let client = DNSDialogue.client.address

  private func exchange(
    _ answers: [DNSAnswer], name: String = "mcp.example", client: Endpoint = DNSDialogue.client,
    status: DNSExchange.Status = .answered, isMulticast: Bool = false
  ) -> DNSExchange {
    var exchange = DNSExchange(
      flow: DNSDialogue.flow(client), extent: Extent(DNSDialogue.moment(0)), messageID: 1, name: text(name), type: .a,
      classNumber: 1, status: status, isMulticast: isMulticast)
    exchange.responseCode = .noError
    exchange.answers = answers
    return exchange
  }

  private func answer(
    _ name: String = "mcp.example", _ value: DNSAnswer.Value = .address(address), _ type: DNSRecordType = .a,
    ttl: UInt32 = 60
  ) -> DNSAnswer {
    DNSAnswer(name: text(name), type: type, timeToLive: ttl, length: 4, value: value)
  }

  private func names(_ exchanges: [DNSExchange], entries: Int = 100) -> PassiveNames {
    var limits = PassiveNames.Limits()
    limits.entries = entries
    var names = PassiveNames(limits: limits)
    for exchange in exchanges { names.learn(from: exchange) }
    return names
  }

  private func name(_ names: PassiveNames, at milliseconds: Int64 = 10, for client: IPAddress = client)
    -> UntrustedText?
  {
    names.name(of: Self.address, for: client, at: DNSDialogue.moment(milliseconds).time)
  }

  @Test func anAddressHasTheNameItWasResolvedFrom() {
    #expect(name(names([exchange([answer()])])) == text("mcp.example"))
  }

  @Test func throughAliasesItIsTheNameAskedFor() {
    let chain = [
      answer("mcp.example", .name(text("a.edge.example")), .cname),
      answer("A.EDGE.example", .name(text("b.edge.example")), .cname), answer("b.edge.example"),
    ]
    #expect(name(names([exchange(chain, name: "Mcp.Example")])) == text("mcp.example"))
  }

  @Test func recordsAboutOtherNamesTeachNothing() {
    #expect(name(names([exchange([answer("bank.example")])])) == nil)
  }

  @Test func hintsOfABindingTeach() {
    var binding = DNSServiceBinding(priority: 1, target: text("."))
    binding.addressHints = [Self.address]
    #expect(name(names([exchange([answer("mcp.example", .serviceBinding(binding), .https)])])) == text("mcp.example"))
  }

  @Test func eachClientKnowsWhatItResolvedItself() {
    #expect(name(names([exchange([answer()])]), for: IPAddress(v4: 1)) == nil)
  }

  @Test func announcementsTeachTheWholeLinkButOnlyItsOwnDomain() {
    let local = answer("printer.local")
    let announced = names([exchange([local], name: "printer.local", status: .unasked, isMulticast: true)])
    #expect(name(announced, for: IPAddress(v4: 1)) == text("printer.local"))
    let foreign = names([exchange([answer("bank.example")], name: "bank.example", status: .unasked, isMulticast: true)])
    #expect(name(foreign) == nil)
  }

  @Test(arguments: [DNSExchange.Status.unasked, .unanswered, .asked])
  func onlyAnswersTeach(status: DNSExchange.Status) {
    #expect(name(names([exchange([answer()], status: status)])) == nil)
  }

  @Test(
    "knowledge ends after the time to live, but not at once",
    arguments: [
      (60, 300_000, true), (60, 300_001, false), (3600, 3_600_000, true), (3600, 3_600_001, false),
      (UInt32.max, 86_400_000, true), (UInt32.max, 86_400_001, false),
    ] as [(UInt32, Int64, Bool)])
  func lifetime(ttl: UInt32, milliseconds: Int64, isKnown: Bool) {
    let names = names([exchange([answer(ttl: ttl)])])
    #expect((name(names, at: milliseconds) != nil) == isKnown)
  }

  @Test func theLatestResolutionCounts() {
    let names = names([exchange([answer()]), exchange([answer("other.example")], name: "other.example")])
    #expect(name(names) == text("other.example"))
  }

  @Test("at most so many addresses are known", arguments: [10, 11, 1000])
  func bounded(count: Int) {
    let many = (0..<count).map { number in
      exchange([answer("mcp.example", .address(IPAddress(v4: UInt32(number))))])
    }
    let known = names(many, entries: 10)
    #expect(known.count <= 10)
    let last = IPAddress(v4: UInt32(count - 1))
    #expect(known.name(of: last, for: Self.client, at: .zero) == text("mcp.example"))
  }
}
