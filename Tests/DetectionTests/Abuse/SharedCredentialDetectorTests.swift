import Detection
import Testing
import TrafficModel

@Suite struct SharedCredentialDetectorTests {
  private func session(
    server: String = "198.51.100.7", authority: String = "a.example", client: String = "192.0.2.10", name: String = "c",
    credential: UInt128 = 7
  ) -> TrafficEvent {
    let flow = Example.flow(client: client, server: server)
    var reference = Example.session(flow)
    reference.authority = UntrustedText(authority)
    reference.client = Implementation(name: UntrustedText(name), version: nil, title: nil)
    reference.credential = CredentialReference(
      scheme: .bearer, place: .header, hash: KeyedHash(bits: credential), subject: nil, issuer: nil)
    return .session(
      MCPSession(
        session: reference, flow: flow, extent: Example.extent(1), counts: MCPSession.Counts(), ending: .closed))
  }

  @Test func aTokenThatGoesToTwoServersIsAClaim() {
    let events = [session(), session(server: "198.51.100.8", authority: "b.example")]
    #expect(claims(SharedCredentialDetector(), events).map(\.severity) == [.high])
  }

  @Test func aTokenOfTwoClientsInTwoNetworksIsAClaim() {
    let events = [session(), session(client: "203.0.113.9", name: "other")]
    #expect(claims(SharedCredentialDetector(), events).map(\.severity) == [.medium])
  }

  @Test func oneServerUnderOneNameAndClientsOfOneNetworkAreNone() {
    let events = [
      session(), session(server: "198.51.100.8"), session(client: "192.0.2.11", name: "other"),
      session(server: "198.51.100.9", authority: "c.example", credential: 8),
    ]
    #expect(claims(SharedCredentialDetector(), events).isEmpty)
  }
}
