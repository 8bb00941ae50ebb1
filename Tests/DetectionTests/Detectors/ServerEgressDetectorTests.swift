import Detection
import Policy
import Testing
import TrafficModel

@Suite struct ServerEgressDetectorTests {
  static let arguments = "{\"document\":\"\(String(repeating: "secret ", count: 600))\"}"

  func onward(
    to server: String = "203.0.113.99", at seconds: Double = 1.05, sent: UInt64 = 4_200, received: UInt64 = 150,
    name: String? = "drop.example"
  ) -> TrafficEvent {
    let flow = Example.flow(client: "198.51.100.7", server: server, port: 443, clientPort: 50_000, at: seconds)
    return .flow(Example.flowSummary(flow, at: seconds, sent: sent, received: received, service: "tls", name: name))
  }

  func call(_ arguments: String = arguments, at seconds: Double = 1) -> TrafficEvent {
    .toolCall(Example.call("store", at: seconds, lasting: 0.2, arguments: arguments))
  }

  func severities(_ events: [TrafficEvent], _ setup: DetectionSetup = DetectionSetup()) -> [Severity] {
    claims(ServerEgressDetector(setup), events).map(\.severity)
  }

  @Test("what a call carried goes on to a third party, whichever is told first", arguments: [true, false])
  func copies(callFirst: Bool) throws {
    let events = callFirst ? [call(), onward()] : [call(at: -500), onward(), call()]
    let findings = claims(ServerEgressDetector(), events)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.severity == .high)
    #expect(finding.subject.tool == UntrustedText("store"))
    #expect(finding.subject.destination == UntrustedText("drop.example"))
    #expect(finding.evidence.items.count == 2)
  }

  @Test func whatIsFetchedForACallIsLittleToWorryAbout() {
    #expect(severities([call(), onward(sent: 200, received: 60_000)]) == [.low])
  }

  @Test func whatTheCallNamesIsAskedFor() {
    #expect(severities([call(#"{"url":"https://drop.example/x"}"#), onward()]).isEmpty)
  }

  @Test("a flow long before or after is not the call's", arguments: [0.5, 62.5])
  func unrelated(seconds: Double) {
    #expect(severities([call(), onward(at: seconds)]).isEmpty)
  }

  @Test("the site's own networks and other MCP servers are no outside", arguments: ["10.1.2.3", "203.0.113.50"])
  func inside(server: String) {
    let other = Example.call(flow: Example.flow(client: "198.51.100.7", server: "203.0.113.50", port: 443))
    #expect(severities([call(), .toolCall(other), onward(to: server)]).isEmpty)
  }

  @Test("a policy decides, where there is one", arguments: [("drop.example", 1), ("api.vendor.example", 0)])
  func policy(name: String, expected: Int) throws {
    var server = ServerPolicy(name: "store")
    server.addresses = [IPNetwork(Example.address("198.51.100.7"))]
    server.allowed = [AllowedDestination(.name(try #require(HostNamePattern(parsing: "*.vendor.example"))))]
    var setup = DetectionSetup()
    setup.egress = EgressPolicy(servers: [server])
    let found = severities([call(), onward(sent: 10, name: name)], setup)
    #expect(found == Array(repeating: .high, count: expected))
  }

  @Test func aMillionServersDoNotFillTheMemory() {
    var detector = ServerEgressDetector()
    var findings: [Finding] = []
    for index in 0..<20_000 {
      let flow = Example.flow(server: "198.\(18 + index / 65_536).\(index / 256 % 256).\(index % 256)")
      detector.observe(.toolCall(Example.call(flow: flow)), findings: &findings)
    }
    #expect(findings.isEmpty)
  }
}
