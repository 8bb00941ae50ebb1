import Policy
import Testing
import TrafficModel

@Suite struct PolicyComparisonTests {
  static let client = address("192.0.2.10")
  static let server = Endpoint(address("198.51.100.7"), 8080)
  static let vendor = Endpoint(address("203.0.113.9"), 443)

  static func address(_ text: String) -> IPAddress { IPAddress(parsing: text) ?? IPAddress(v4: 0) }

  func traffic(to names: [String], uses: Bool = true) -> ObservedTraffic {
    var traffic = ObservedTraffic()
    let (start, end) = (Timestamp(nanoseconds: 1), Timestamp(nanoseconds: 2))
    if uses {
      traffic.note(
        session: Self.client, Self.server, authority: UntrustedText("mcp.example:8080"),
        implementation: UntrustedText("store"), from: start, to: end)
    }
    for name in names {
      traffic.note(
        flow: Self.server.address, Self.vendor, .tcp, name: UntrustedText(name), sent: 100, from: start, to: end)
    }
    return traffic
  }

  func lines(_ before: ObservedTraffic?, _ now: ObservedTraffic, _ policy: EgressPolicy = EgressPolicy()) -> [String] {
    PolicyComparison.differences(before: before, now: now, policy: policy).map {
      "\($0.kind.rawValue) \($0.subject.rawValue) \($0.target.rawTextForMatchingAndStorage):\($0.port)"
    }
  }

  @Test func whatIsNewAndWhatIsGone() {
    #expect(
      lines(traffic(to: ["a.example", "b.example"]), traffic(to: ["b.example", "c.example"]))
        == ["new egress c.example:443", "gone egress a.example:443"])
    #expect(lines(traffic(to: []), traffic(to: [], uses: false)) == ["gone use mcp.example:8080"])
    #expect(lines(traffic(to: ["a.example"]), traffic(to: ["a.example"])).isEmpty)
  }

  @Test func aServerIsItselfThoughItsClientsAreNotSeen() {
    // In the earlier period nobody used the server, but its machine was busy all the same.
    #expect(
      lines(traffic(to: ["a.example"], uses: false), traffic(to: ["a.example"])) == ["new use mcp.example:8080"])
  }

  @Test(
    "a policy forbids what it does not allow, however it knows the server",
    arguments: [["mcp.example"], ["*.example"]])
  func forbidden(hosts: [String]) throws {
    var server = ServerPolicy(name: "store")
    server.hosts = hosts.compactMap { HostNamePattern(parsing: $0) }
    server.allowed = [AllowedDestination(.name(try #require(HostNamePattern(parsing: "a.example"))))]
    let policy = EgressPolicy(servers: [server])
    #expect(lines(nil, traffic(to: ["a.example", "c.example"]), policy) == ["forbidden egress c.example:443"])
  }

  @Test func unknownServersAndClientsThatStrayAreForbidden() {
    var server = ServerPolicy(name: "other")
    server.hosts = [HostNamePattern(parsing: "other.example")].compactMap { $0 }
    let policy = EgressPolicy(
      servers: [server], clients: [ClientPolicy(name: "desks", addresses: [IPNetwork(Self.client)], allowed: [])])
    #expect(
      lines(nil, traffic(to: []), policy)
        == ["forbidden server mcp.example:8080", "forbidden use mcp.example:8080"])
  }
}
