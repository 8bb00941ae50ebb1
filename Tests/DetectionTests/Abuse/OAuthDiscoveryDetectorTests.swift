import Detection
import Testing
import TrafficModel

@Suite struct OAuthDiscoveryDetectorTests {
  private func keys(_ events: [TrafficEvent]) -> [String] {
    claims(OAuthDiscoveryDetector(), events + [.toolCall(Example.call())]).map(\.deduplicationKey).sorted()
  }

  private func resource(
    _ servers: String..., host: String = "mcp.example", server: String = "8.8.4.4"
  ) -> TrafficEvent {
    var metadata = OAuthStep.ResourceMetadata()
    metadata.resource = UntrustedText("https://mcp.example/mcp")
    metadata.authorizationServers = servers.map { UntrustedText($0) }
    return Example.oauth(.resourceMetadata(metadata), host: host, server: server)
  }

  @Test(
    "where discovery leads decides",
    arguments: [
      ("https://login.example", []), ("http://169.254.169.254/latest", ["metadata-service"]),
      ("https://metadata.google.internal", ["metadata-service"]), ("http://10.0.0.5:8500", ["inside"]),
      ("http://localhost:9000", ["inside"]), ("http://0x7f.1/", ["inside"]), ("http://login.example", ["http"]),
    ] as [(String, [String])])
  func target(address: String, expected: [String]) { #expect(keys([resource(address)]) == expected) }

  @Test func aServerInsideMayNameOthersInside() {
    #expect(keys([resource("https://10.0.0.5:8500", server: "10.0.0.7")]).isEmpty)
  }

  @Test func achallengeThatLeadsInsideIsAClaim() {
    let exchange = Example.exchange(
      answer: [("www-authenticate", #"Bearer resource_metadata="http://169.254.169.254/x""#)], status: 401,
      server: "8.8.4.4")
    #expect(keys([.http(exchange)]) == ["metadata-service"])
  }

  @Test func metadataOfAnotherHostAreAClaim() {
    #expect(keys([resource("https://login.example", host: "other.example")]) == ["resource"])
    var metadata = OAuthStep.ServerMetadata()
    metadata.issuer = UntrustedText("https://login.example")
    #expect(keys([Example.oauth(.serverMetadata(metadata))]).isEmpty)
    #expect(keys([Example.oauth(.serverMetadata(metadata), host: "evil.example")]) == ["issuer"])
  }

  @Test func anotherAuthorizationServerThanBeforeIsAClaim() {
    let first = resource("https://login.example")
    #expect(keys([first, first]).isEmpty)
    #expect(keys([first, resource("https://elsewhere.example")]) == ["changed"])
    #expect(keys([first, resource("https://1ogin.example")]) == ["changed", "look-alike"])
  }

  @Test func aTokenOfAnIssuerThatWasNotNamedIsAClaim() {
    let metadata = resource("https://login.example/")
    #expect(keys([metadata, .http(Example.presenting(Example.token()))]).isEmpty)
    let foreign = Example.presenting(Example.token { $0.issuer = UntrustedText("https://other.example") })
    #expect(keys([metadata, .http(foreign)]) == ["token-issuer"])
  }
}
