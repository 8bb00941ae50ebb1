import Detection
import Testing
import TrafficModel

@Suite struct TaskingHuntTests {
  let flow = Example.flow(client: "10.20.30.13", server: "203.0.113.9")

  /// A beacon of two hours; every tenth answer is large. `delay` after which answers another tool is called.
  func events(largeEvery: Int = 10, react: (Int) -> Double?) -> [TrafficEvent] {
    var events: [TrafficEvent] = []
    for (index, time) in Series.beacon(60, period: 300, jitter: 0.2).enumerated() {
      let isLarge = index % largeEvery == 0
      events.append(.toolCall(Example.call("sync", at: time, resultBytes: isLarge ? 4_000 : 80, flow: flow)))
      guard let delay = react(index) else { continue }
      let other = Example.flow(client: "10.20.30.13", server: "10.0.0.7")
      events.append(.toolCall(Example.call("run", at: time + delay, flow: other)))
    }
    return events
  }

  func ids(_ events: [TrafficEvent]) -> Set<String> {
    Set(hunted(events).map { "\($0.detector.rawValue) \($0.severity.name)" })
  }

  @Test func largeAnswersThatAreActedUponAreOrders() {
    #expect(ids(events { $0 % 10 == 0 ? 20 : nil }).contains("C2-01 high"))
  }

  @Test func workThatGoesOnAllTheTimeIsNoReaction() {
    #expect(!ids(events { _ in 20 }).contains("C2-01 high"))
  }

  @Test func largeAnswersThatNobodyActsUponAreNotOrders() {
    #expect(!ids(events { _ in nil }).contains("C2-01 high"))
  }
}

@Suite struct RareDestinationDetectorTests {
  static let day = 86_400.0

  func flow(_ server: String, at seconds: Double) -> TrafficEvent {
    .flow(Example.flowSummary(Example.flow(server: server, port: 443, at: seconds), at: seconds))
  }

  @Test("after a week a new destination is told of", arguments: [(6.0, nil), (7.5, .low)] as [(Double, Severity?)])
  func learning(days: Double, expected: Severity?) {
    let last = days * Self.day
    let events: [TrafficEvent] = [
      .toolCall(Example.call(at: 0)), flow("198.51.100.9", at: 10), .toolCall(Example.call(at: last)),
      flow("198.51.100.9", at: last + 5), flow("203.0.113.77", at: last + 6),
    ]
    #expect(claims(RareDestinationDetector(), events).map(\.severity) == (expected.map { [$0] } ?? []))
  }
}
