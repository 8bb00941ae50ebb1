import Policy
import Testing
import TrafficModel

@Suite struct ServerPolicyTests {
  static func endpoint(_ address: String, _ port: UInt16) throws -> Endpoint {
    Endpoint(try #require(IPAddress(parsing: address)), port)
  }

  @Test(
    "a server is known by address or name, on its ports",
    arguments: [
      ("192.0.2.7", 8080, nil, true), ("192.0.2.7", 9090, nil, false), ("198.51.100.1", 8080, "mcp.example", true),
      ("198.51.100.1", 8080, "other.example", false), ("198.51.100.1", 8080, nil, false),
    ] as [(String, UInt16, String?, Bool)])
  func description(address: String, port: UInt16, host: String?, isIt: Bool) throws {
    var server = ServerPolicy(name: "search")
    server.addresses = [try #require(IPNetwork(parsing: "192.0.2.7"))]
    server.hosts = [try #require(HostNamePattern(parsing: "mcp.example"))]
    server.listen = [PortRange(8080)]
    #expect(server.describes(try Self.endpoint(address, port), host: host, implementation: nil) == isIt)
  }

  @Test func aServerOfWhichOnlyThePortIsSaidIsKnownByItsPort() throws {
    var server = ServerPolicy(name: "any")
    #expect(!server.describes(try Self.endpoint("192.0.2.1", 8080), host: nil, implementation: nil))
    server.listen = [PortRange(8080)]
    #expect(server.describes(try Self.endpoint("192.0.2.1", 8080), host: nil, implementation: nil))
  }

  @Test(
    "only what a line of the policy names is let out",
    arguments: [
      ("192.0.2.53", 53, [], .udp, .dns), ("192.0.2.54", 53, [], .udp, nil), ("127.0.0.1", 5432, [], .tcp, .loopback),
      ("::1", 5433, [], .tcp, nil), ("198.51.100.20", 443, [], .tcp, .destination(0)),
      ("198.51.100.20", 80, [], .tcp, nil), ("198.51.100.20", 443, [], .udp, nil),
      ("203.0.113.9", 443, ["api.example"], .tcp, .destination(1)), ("203.0.113.9", 443, ["evil.example"], .tcp, nil),
    ] as [(String, UInt16, [String], TransportProtocol, ServerPolicy.Permission?)])
  func permissions(
    address: String, port: UInt16, names: [String], transport: TransportProtocol, expected: ServerPolicy.Permission?
  ) throws {
    var server = ServerPolicy(name: "search")
    server.dns = .only([try #require(IPNetwork(parsing: "192.0.2.53"))])
    server.loopback = .ports([PortRange(5432)])
    server.allowed = [
      AllowedDestination(.network(try #require(IPNetwork(parsing: "198.51.100.0/24"))), ports: [PortRange(443)]),
      AllowedDestination(.name(try #require(HostNamePattern(parsing: "api.example")))),
    ]
    #expect(server.permission(for: try Self.endpoint(address, port), names: names, transport) == expected)
  }
}
