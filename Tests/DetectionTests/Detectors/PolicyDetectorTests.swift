import Detection
import Policy
import Testing
import TrafficModel

@Suite struct PolicyDetectorTests {
  static let machine = Example.address("198.51.100.7")

  func setup(
    budget: ByteBudget? = nil, hosts: [String] = [], implementations: [String] = [], addresses: [IPNetwork] = []
  ) -> DetectionSetup {
    var server = ServerPolicy(name: "store")
    server.addresses = addresses
    server.hosts = hosts.compactMap { HostNamePattern(parsing: $0) }
    server.implementations = implementations
    server.allowed = [
      AllowedDestination(
        HostNamePattern(parsing: "*.vendor.example").map(AllowedDestination.Target.name) ?? .any, budget: budget,
        line: 7)
    ]
    var setup = DetectionSetup()
    setup.egress = EgressPolicy(servers: [server])
    return setup
  }

  func flow(_ sent: UInt64, at seconds: Double, to name: String = "api.vendor.example") -> TrafficEvent {
    let flow = Example.flow(
      client: "198.51.100.7", server: "203.0.113.99", port: 443, clientPort: 50_000, at: seconds)
    return .flow(Example.flowSummary(flow, at: seconds, sent: sent, service: "tls", name: name))
  }

  @Test(
    "a budget may be used up, not passed",
    arguments: [([600, 400], nil), ([600, 401], .medium), ([1_500, 500], .high)] as [([UInt64], Severity?)])
  func budget(bytes: [UInt64], expected: Severity?) throws {
    let setup = setup(budget: ByteBudget(bytes: 1_000, per: .hour), addresses: [IPNetwork(Self.machine)])
    // The moment of the examples is 46 minutes before the full hour.
    let findings = claims(ByteBudgetDetector(setup), bytes.enumerated().map { flow($1, at: Double($0) * 60) })
    #expect(findings.last?.severity == expected)
    #expect(findings.last.map { $0.score.contains(ScorePart("bytes_sent", bytes.reduce(0, +))) } ?? true)
  }

  @Test func eachHourHasABudgetOfItsOwn() {
    let setup = setup(budget: ByteBudget(bytes: 1_000, per: .hour), addresses: [IPNetwork(Self.machine)])
    #expect(claims(ByteBudgetDetector(setup), [flow(900, at: 0), flow(900, at: 3_600)]).isEmpty)
  }

  @Test("a server is known by its address, its name or what it calls itself")
  func identity() {
    let elsewhere = flow(10, at: 1.1, to: "drop.example")
    var call = Example.call(at: 1)
    call.session.server = Implementation(name: UntrustedText("store-server"), version: UntrustedText("1"), title: nil)
    let known = [
      setup(addresses: [IPNetwork(Self.machine)]), setup(hosts: ["mcp.example"]),
      setup(implementations: ["store-server"]),
    ]
    for setup in known {
      let found = claims(ServerEgressDetector(setup), [.toolCall(call), elsewhere])
      #expect(found.map(\.severity) == [.high])
      #expect(claims(ServerEgressDetector(setup), [.toolCall(call), flow(10, at: 1.1)]).isEmpty)
    }
    let stranger = claims(ServerEgressDetector(setup(hosts: ["other.example"])), [.toolCall(call), elsewhere])
    #expect(stranger.map(\.severity) == [.low])
  }

  func clients(_ target: AllowedDestination.Target) -> DetectionSetup {
    var setup = DetectionSetup()
    setup.egress = EgressPolicy(clients: [
      ClientPolicy(
        name: "desks", addresses: [IPNetwork(Example.address("192.0.2.10"))], allowed: [AllowedDestination(target)])
    ])
    return setup
  }

  @Test(
    "a client may talk to what its policy names, by address or by the name it used",
    arguments: [("mcp.example", 0), ("*.example", 0), ("other.example", 1)])
  func client(name: String, expected: Int) throws {
    let setup = clients(.name(try #require(HostNamePattern(parsing: name))))
    let found = claims(ClientPolicyDetector(setup), [.toolCall(Example.call()), .toolCall(Example.call(at: 5))])
    #expect(found.count == expected)
  }

  @Test func clientsThatNoPolicyDescribesAreLeftAlone() {
    let call = Example.call(flow: Example.flow(client: "192.0.2.99"))
    #expect(claims(ClientPolicyDetector(clients(.network(IPNetwork(Self.machine)))), [.toolCall(call)]).isEmpty)
  }
}
