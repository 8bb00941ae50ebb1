import Detection
import Testing
import TrafficModel

@Suite struct ScopeGrowthDetectorTests {
  private func use(_ scopes: String...) -> TrafficEvent {
    .http(Example.presenting(Example.token { $0.scopes = scopes.map { UntrustedText($0) } }))
  }

  private func challenge(_ scope: String) -> TrafficEvent {
    .http(
      Example.exchange(
        answer: [("www-authenticate", #"Bearer error="insufficient_scope", scope="\#(scope)""#)], status: 403))
  }

  @Test func moreThanTheServerAskedForIsAClaim() {
    #expect(claims(ScopeGrowthDetector(), [use("read"), challenge("read write"), use("read", "write")]).isEmpty)
    let found = claims(ScopeGrowthDetector(), [use("read"), challenge("read write"), use("read", "write", "delete")])
    #expect(found.map(\.severity) == [.medium])
    #expect(claims(ScopeGrowthDetector(), [use("read"), use("read", "write")]).map(\.severity) == [.low])
  }

  @Test func aTokenForEverythingIsAClaimAndTheSameScopesAgainAreNone() {
    #expect(claims(ScopeGrowthDetector(), [use("*")]).map(\.deduplicationKey) == ["everything"])
    #expect(claims(ScopeGrowthDetector(), [use("read", "write"), use("read"), use("write")]).isEmpty)
  }
}
