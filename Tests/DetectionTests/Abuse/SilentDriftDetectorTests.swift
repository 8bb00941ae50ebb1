import Detection
import Testing
import TrafficModel

@Suite struct SilentDriftDetectorTests {
  private func findings(_ events: TrafficEvent...) -> [Finding] { claims(SilentDriftDetector(), events) }

  private func changed(at seconds: Double) -> TrafficEvent {
    .toolDefinition(Example.definition("add", "Adds more.", changed: true, at: seconds))
  }

  @Test func aChangeWithinASessionWithoutNoticeIsAClaim() {
    let found = findings(
      .message(Example.list(["add"], at: 0)), changed(at: 10), .message(Example.list(["add"], at: 10)))
    #expect(found.count == 1)
    #expect(found.first?.severity == .low)
  }

  @Test func aNoticeBetweenIsEnough() {
    var notice = Example.message("notifications/tools/list_changed", from: .toClient, at: 5)
    notice.kind = .notification
    #expect(findings(.message(Example.list(["add"], at: 0)), .message(notice), changed(at: 10)).isEmpty)
  }

  @Test("another session sees a change before the list expires", arguments: [(60_000, 1), (5_000, 0)])
  func otherSession(ttlMs: Int, count: Int) {
    let list = Example.list(["add"], ttlMs: ttlMs, client: "192.0.2.11", at: 0)
    #expect(findings(.message(list), changed(at: 10)).count == count)
  }

  @Test func aFirstDefinitionIsNoChange() {
    #expect(
      findings(.message(Example.list(["add"], at: 0)), .toolDefinition(Example.definition("add", at: 10))).isEmpty)
  }
}
