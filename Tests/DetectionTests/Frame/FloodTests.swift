import Detection
import Testing
import TrafficModel

/// Who floods a detector's memory with peers of his own hides nothing that comes after.
@Suite struct FloodTests {
  /// More than any of the tables below holds.
  private static let flood = 16_400

  private static func peer(_ number: Int) -> String { "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)" }

  private func demand(_ scope: String, client: String, at seconds: Double) -> TrafficEvent {
    .http(
      Example.exchange(
        answer: [("www-authenticate", #"Bearer error="insufficient_scope", scope="\#(scope)""#)], status: 403,
        client: client, at: seconds))
  }

  @Test func demandsForScopes() {
    var events = (0..<Self.flood).map { demand("read", client: Self.peer($0), at: 1) }
    for (index, scope) in ["read", "write", "delete"].enumerated() {
      events.append(demand(scope, client: "192.0.2.10", at: 10 + Double(index)))
    }
    #expect(claims(ScopeGrowthDetector(), events).map(\.deduplicationKey) == ["demands"])
  }

  @Test func scopesThatGrow() {
    func use(_ client: String, _ scopes: String...) -> TrafficEvent {
      var exchange = Example.exchange(isEncrypted: true, client: client)
      exchange.credential = Example.credential(7, Example.token { $0.scopes = scopes.map { UntrustedText($0) } })
      return .http(exchange)
    }
    let others = (0..<Self.flood).map { use(Self.peer($0), "read") }
    let found = claims(ScopeGrowthDetector(), others + [use("192.0.2.10", "read"), use("192.0.2.10", "read", "write")])
    #expect(found.map(\.deduplicationKey) == ["growth"])
  }

  @Test func sessionIDs() {
    func minted(_ id: String, _ server: String) -> TrafficEvent {
      .http(Example.exchange(answer: [("mcp-session-id", id)], server: server))
    }
    let others = (0..<Self.flood).map { minted("9f8e7d6c5b4a\($0)", Self.peer($0)) }
    let events = others + ["a", "b", "c"].map { minted($0, "198.51.100.7") }
    #expect(claims(SessionIDDetector(), events).map(\.deduplicationKey) == ["weak"])
  }

  @Test func toolsThatWereNeverListed() {
    let others = (0..<Self.flood).map { TrafficEvent.toolDefinition(Example.definition(server: Self.peer($0))) }
    let events = others + [.toolDefinition(Example.definition("search")), .toolCall(Example.call("hidden"))]
    #expect(claims(UnlistedToolDetector(), events).count == 1)
  }

  @Test func guessedCredentials() {
    func tried(_ client: String, _ status: UInt16, _ number: Int) -> TrafficEvent {
      var exchange = Example.exchange(status: status, client: client, at: Double(number) / 10_000)
      exchange.credential = Example.credential(UInt128(number + 1), nil)
      return .http(exchange)
    }
    var events = (0..<Self.flood).map { tried(Self.peer($0), 401, $0) }
    events += (0..<10).map { tried("192.0.2.10", 401, Self.flood + $0) }
    events.append(tried("192.0.2.10", 200, Self.flood + 20))
    #expect(claims(CredentialGuessingDetector(), events).count == 1)
  }

  @Test func serversThatAreKnownToSpeakMCP() {
    // What is found before the server is known waits for that.
    let held = Example.exchange([("authorization", "Bearer 0123456789abcdef")], isMCP: false)
    var events = (0..<Self.flood).map { number in
      TrafficEvent.toolCall(Example.call(flow: Example.flow(server: Self.peer(number))))
    }
    events += [.http(held), .toolCall(Example.call())]
    #expect(claims(CredentialExposureDetector(), events).map(\.deduplicationKey) == ["bearer"])
  }

  @Test func toolsThatDelete() {
    let hinted = #"{"name":"tidy","annotations":{"destructiveHint":true}}"#
    func declared(_ server: String) -> TrafficEvent {
      var definition = Example.definition("tidy", server: server)
      definition.definition = Example.json(hinted)
      return .toolDefinition(definition)
    }
    var order = Example.finding(detector: "POI-09", severity: .high)
    order.extent = Example.extent(1)
    let events =
      (0..<Self.flood).map { declared(Self.peer($0)) } + [declared("198.51.100.7"), .finding(order)]
      + [.toolCall(Example.call("tidy", at: 5))]
    #expect(claims(EffectAfterPoisonDetector(), events).map(\.detector) == ["DST-01"])
  }
}
