import Detection
import Testing
import TrafficModel

@Suite struct EffectAfterPoisonDetectorTests {
  private let files = Example.flow(server: "198.51.100.8")

  private func poison(at seconds: Double, severity: Severity = .high) -> TrafficEvent {
    .finding(Example.finding("result", detector: "POI-09", severity: severity, at: seconds))
  }

  private func call(_ tool: String, at seconds: Double, on flow: FlowReference? = nil) -> TrafficEvent {
    .toolCall(Example.call(tool, at: seconds, flow: flow ?? files))
  }

  private func findings(_ events: TrafficEvent...) -> [Finding] { claims(EffectAfterPoisonDetector(), events) }

  @Test func aToolNeverCalledBeforeIsAClaim() {
    let found = findings(poison(at: 0), call("send_file", at: 30))
    #expect(found.map(\.detector) == ["POI-11"])
    #expect(found.first?.severity == .high)
  }

  @Test func aToolCalledBeforeIsNone() {
    #expect(findings(call("send_file", at: -60), poison(at: 0), call("send_file", at: 30)).isEmpty)
  }

  @Test func theServersOwnToolsAreNone() {
    #expect(findings(poison(at: 0), call("next", at: 10, on: Example.flow())).isEmpty)
  }

  @Test("one of its own that sends or deletes is", arguments: [("reply_to_letter", "POI-11"), ("wipe_box", "DST-01")])
  func ownToolsThatAct(tool: String, detector: String) {
    #expect(findings(poison(at: 0), call(tool, at: 10, on: Example.flow())).map(\.detector.rawValue) == [detector])
  }

  @Test("two minutes and five calls", arguments: [(119.0, 1), (121.0, 0)])
  func window(seconds: Double, count: Int) {
    #expect(findings(poison(at: 0), call("send_file", at: seconds)).count == count)
  }

  @Test func theSixthCallIsNoEffectAnyMore() {
    let usual = (0..<5).map { call("list", at: -10 + Double($0) * 0 + 10 + Double($0)) }
    let events = [call("list", at: -20), poison(at: 0)] + usual + [call("send_file", at: 20)]
    #expect(claims(EffectAfterPoisonDetector(), events).isEmpty)
  }

  @Test func deletingIsWorse() {
    let found = findings(poison(at: 0), call("delete_all", at: 30))
    #expect(found.map(\.detector) == ["DST-01"])
    #expect(found.first?.severity == .critical)
  }

  @Test func contentThatLeavesIsAClaim() {
    var escape = Example.finding("taint", detector: "EXF-01", severity: .high, at: 40)
    escape.flow = files
    #expect(findings(poison(at: 0), .finding(escape)).count == 1)
  }

  @Test func weakFindingsAreNotOrders() {
    #expect(findings(poison(at: 0, severity: .low), call("send_file", at: 30)).isEmpty)
  }
}
