import Detection
import Testing
import TrafficModel

@Suite struct SharedCredentialDetectorTests {
  private func use(
    server: String = "198.51.100.7", host: String = "a.example", client: String = "192.0.2.10", agent: String = "c",
    credential: UInt128 = 7, status: UInt16 = 200, isMCP: Bool = true
  ) -> TrafficEvent {
    var exchange = Example.exchange(
      [("user-agent", agent)], status: status, client: client, server: server, isMCP: isMCP)
    exchange.host = UntrustedText(host)
    exchange.credential = Example.credential(credential)
    return .http(exchange)
  }

  @Test func aTokenThatGoesToTwoServersIsAClaim() {
    let events = [use(), use(server: "198.51.100.8", host: "b.example")]
    #expect(claims(SharedCredentialDetector(), events).map(\.severity) == [.high])
  }

  @Test("a token that the server hands on is critical, whichever request was seen first", arguments: [false, true])
  func passThrough(isOnwardFirst: Bool) {
    let events = [
      use(), use(server: "203.0.113.5", host: "api.example", client: "198.51.100.7", agent: "server", isMCP: false),
    ]
    let found = claims(
      SharedCredentialDetector(),
      (isOnwardFirst ? events.reversed() : events) + [.toolCall(Example.call())])
    #expect(found.map(\.severity) == [.critical])
    #expect(found.map(\.deduplicationKey) == ["pass-through"])
    #expect(found.first?.subject.server == Example.flow().server)
  }

  @Test func aProxyThatKeepsTheNameIsNone() {
    let events = [use(), use(server: "198.51.100.70", client: "198.51.100.7")]
    #expect(claims(SharedCredentialDetector(), events).isEmpty)
  }

  @Test func aTokenOfTwoProgramsInTwoNetworksIsAClaim() {
    let events = [use(), use(client: "203.0.113.9", agent: "other")]
    #expect(claims(SharedCredentialDetector(), events).map(\.severity) == [.high])
  }

  @Test func aTokenThatWasRefusedElsewhereIsNone() {
    #expect(
      claims(SharedCredentialDetector(), [use(), use(server: "198.51.100.8", host: "b.example", status: 401)]).isEmpty)
  }

  @Test func oneServerUnderOneNameAndClientsOfOneNetworkAreNone() {
    let events = [
      use(), use(server: "198.51.100.8"), use(client: "192.0.2.11", agent: "other"),
      use(server: "198.51.100.9", host: "c.example", credential: 8),
    ]
    #expect(claims(SharedCredentialDetector(), events).isEmpty)
  }
}
