import Detection
import Testing
import TrafficModel

@Suite struct BeaconHuntTests {
  static let inside = Example.flow(client: "10.20.30.13", server: "203.0.113.9")

  func ids(_ findings: [Finding]) -> [String] { findings.map { "\($0.detector.rawValue) \($0.severity.name)" } }

  @Test func aToolCalledAtJitteredIntervalsOnOneConnectionIsFound() throws {
    let events = Series.beacon(60).map { TrafficEvent.toolCall(Example.call("sync", at: $0, flow: Self.inside)) }
    let findings = hunted(events)
    #expect(ids(findings) == ["BCN-01 medium"])
    let period = try #require(findings.first?.score.first { $0.name == "period_seconds" })
    #expect(abs(period.value - 60) < 6)
  }

  @Test func connectionsAtJitteredIntervalsAreFound() {
    let events = Series.beacon(60).enumerated().map { index, time in
      let flow = Example.flow(
        client: "10.20.30.13", server: "203.0.113.9", port: 443, clientPort: UInt16(30_000 + index), at: time)
      return TrafficEvent.flow(Example.flowSummary(flow, at: time, service: "tls"))
    }
    #expect(ids(hunted(events)) == ["BCN-02 medium"])
  }

  @Test func aServerThatPushesAtIntervalsIsFound() {
    let events = Series.beacon(60).enumerated().map { index, time -> TrafficEvent in
      var message = MCPMessage(
        id: RecordID(rawValue: UInt64(index)), flow: Self.inside, session: Example.session(Self.inside),
        kind: .notification, direction: .toClient, method: UntrustedText("notifications/message"), status: .complete,
        extent: Example.extent(time))
      message.started = Example.time(time)
      return .message(message)
    }
    #expect(ids(hunted(events)) == ["BCN-03 medium"])
  }

  @Test("an agent at work is no beacon", arguments: UInt64(1)...20)
  func agents(seed: UInt64) {
    let events = Series.agent(200, seed: seed).map {
      TrafficEvent.toolCall(Example.call("search", at: $0, flow: Self.inside))
    }
    #expect(hunted(events).isEmpty)
  }

  @Test(
    "what the protocol asks for is told at info, with the reason",
    arguments: [("ping", nil), ("tools/list", "60000"), ("tasks/get", nil)] as [(String, String?)])
  func explained(method: String, ttl: String?) {
    let events = Series.beacon(60, jitter: 0).enumerated().map { index, time -> TrafficEvent in
      var message = MCPMessage(
        id: RecordID(rawValue: UInt64(index)), flow: Self.inside, session: Example.session(Self.inside), kind: .request,
        direction: .toServer, method: UntrustedText(method), status: .complete, extent: Example.extent(time))
      message.started = Example.time(time)
      if let ttl { message.result = Example.json("{\"tools\":[],\"ttlMs\":\(ttl)}") }
      return .message(message)
    }
    #expect(ids(hunted(events)) == ["BCN-01 info"])
  }

  @Test func thoseWhoComeInFromOutsideAreNotOurs() {
    let flow = Example.flow(client: "203.0.113.9", server: "10.20.30.13")
    #expect(hunted(Series.beacon(60).map { .toolCall(Example.call(at: $0, flow: flow)) }).isEmpty)
  }

  @Test func fewContactsAreNotJudged() {
    #expect(hunted(Series.beacon(8).map { .toolCall(Example.call(at: $0, flow: Self.inside)) }).isEmpty)
  }
}
