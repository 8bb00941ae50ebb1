import Detection
import Testing
import TrafficForge
import TrafficModel

@Suite struct SessionIDDetectorTests {
  private func minted(_ id: String, at seconds: Double = 0, client: String = "192.0.2.10") -> TrafficEvent {
    .http(Example.exchange(answer: [("mcp-session-id", id)], client: client, at: seconds))
  }

  private func used(_ id: String, method: String = "POST", at seconds: Double, client: String = "192.0.2.10")
    -> TrafficEvent
  {
    .http(Example.exchange([("mcp-session-id", id)], method: method, client: client, at: seconds))
  }

  @Test(
    "ids that can be guessed are a claim",
    arguments: [
      ((0..<5).map { "\(1_000_000_000 + $0)" }, 1), (["abc", "def", "x1"], 1),
      ((0..<25).map { "session-of-today-\(97 + $0 % 8)-\($0 % 5)" }, 1),
      ((0..<25).map { index in String((0..<32).map { "0123456789abcdef".randomElement(seed: index * 64 + $0) }) }, 0),
    ] as [([String], Int)])
  func strength(ids: [String], count: Int) {
    #expect(claims(SessionIDDetector(), ids.map { minted($0) }).count == count)
  }

  @Test(
    "three ids are enough to see that they are short or count up, two are not",
    arguments: [
      (["a7", "Zk", "p0"], "shorter"), (["q1w2e3r", "t5y6u7i", "o9p0a1s"], "shorter"),
      (["1000000001", "1000000002", "1000000003"], "count up"),
      (["1000000001", "1000000017", "1000000033"], "count up"),
    ])
  func fewestIds(ids: [String], word: String) {
    #expect(claims(SessionIDDetector(), ids.dropLast().map { minted($0) }).isEmpty)
    let found = claims(SessionIDDetector(), ids.map { minted($0) })
    #expect(found.count == 1 && found.allSatisfy { "\($0.title)".contains(word) })
  }

  @Test(
    "ids of eight characters, with one longer one, or with wider steps are no claim",
    arguments: [
      ["q1w2e3r4", "t5y6u7i8", "o9p0a1s2"], ["a7", "Zk", "p0bc9d8e7f"], ["1000000001", "1000000018", "1000000035"],
      ["1000000003", "1000000002", "1000000001"], ["1000000001", "1000000001", "1000000001"],
      ["-9223372036854775808", "9223372036854775806", "9223372036854775807"],
    ])
  func fewIdsThatAreNone(ids: [String]) {
    #expect(claims(SessionIDDetector(), ids.map { minted($0) }).isEmpty)
  }

  @Test func anIdThatAnotherClientUsesIsAClaim() {
    let events = [
      minted("9f8e7d6c5b4a"), used("9f8e7d6c5b4a", at: 1), used("9f8e7d6c5b4a", at: 2, client: "192.0.2.99"),
    ]
    #expect(claims(SessionIDDetector(), events).map(\.deduplicationKey) == ["shared"])
  }

  @Test func anIdThatIsAcceptedAfterItsDeletionIsAClaim() {
    let events = [
      minted("9f8e7d6c5b4a"), used("9f8e7d6c5b4a", method: "DELETE", at: 5), used("9f8e7d6c5b4a", at: 6),
    ]
    #expect(claims(SessionIDDetector(), events).map(\.deduplicationKey) == ["deleted"])
  }

  private func presented(_ id: String, by subject: String, status: UInt16 = 200, at seconds: Double) -> TrafficEvent {
    var exchange = Example.exchange([("mcp-session-id", id)], status: status, at: seconds)
    exchange.credential = Example.credential(UInt128(seconds), Example.token { $0.subject = UntrustedText(subject) })
    return .http(exchange)
  }

  @Test func anIdThatAnotherSubjectsTokenComesWithIsAClaim() {
    var first = Example.exchange(answer: [("mcp-session-id", "0123456789abcdef0123456789abcdef")], at: 0)
    first.credential = Example.credential(1, Example.token { $0.subject = UntrustedText("ada") })
    let id = "0123456789abcdef0123456789abcdef"
    #expect(claims(SessionIDDetector(), [.http(first), presented(id, by: "ada", at: 5)]).isEmpty)
    let found = claims(SessionIDDetector(), [.http(first), presented(id, by: "bob", at: 5)])
    #expect(found.map(\.deduplicationKey) == ["identity"])
  }

  @Test func anIdThatIsAcceptedAfterItWasUnknownIsAClaim() {
    let id = "0123456789abcdef0123456789abcdef"
    let events = [minted(id), presented(id, by: "ada", status: 404, at: 5), presented(id, by: "ada", at: 9)]
    #expect(claims(SessionIDDetector(), events).map(\.deduplicationKey) == ["deleted"])
  }

  @Test func aStreamThatWasOpenBeforeTheDeletionIsNone() {
    let events = [
      minted("9f8e7d6c5b4a"), used("9f8e7d6c5b4a", method: "DELETE", at: 5), used("9f8e7d6c5b4a", method: "GET", at: 1),
    ]
    #expect(claims(SessionIDDetector(), events).isEmpty)
  }
}

extension String {
  /// The same letter for the same seed in every run.
  fileprivate func randomElement(seed: Int) -> Character {
    var generator = SeededGenerator(seed: UInt64(seed))
    return Array(self)[Int(generator.next() % UInt64(count))]
  }
}
