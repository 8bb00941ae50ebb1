import Detection
import Testing
import TrafficModel

@Suite struct PaceDetectorTests {
  func calls(_ count: Int, every seconds: Double, arguments: (Int) -> String = { "{\"n\":\($0)}" }) -> [TrafficEvent] {
    (0..<count).map { index in
      var call = Example.call(at: Double(index) * seconds, arguments: arguments(index))
      call.arguments?.digest = Digest(Array(arguments(index).utf8))
      return .toolCall(call)
    }
  }

  @Test("a hundred a minute and twenty at once are allowed", arguments: [(120, 0.0, 0), (121, 0, 1), (500, 0.6, 0)])
  func rate(count: Int, seconds: Double, expected: Int) {
    #expect(claims(CallRateDetector(), calls(count, every: seconds)).count == expected)
  }

  @Test("32 calls in flight are allowed", arguments: [(32, 0), (33, 1)])
  func atOnce(count: Int, expected: Int) {
    let fan = (0..<count).map { TrafficEvent.toolCall(Example.call(at: Double($0) / 100, lasting: 1)) }
    #expect(claims(CallConcurrencyDetector(), fan).count == expected)
    let queue = (0..<count).map { TrafficEvent.toolCall(Example.call(at: Double($0), lasting: 1)) }
    #expect(claims(CallConcurrencyDetector(), queue).isEmpty)
  }

  @Test("the same call twenty times is a loop", arguments: [(19, 0), (20, 1)])
  func repetition(count: Int, expected: Int) {
    let same = calls(count, every: 10) { _ in "{\"q\":\"status\"}" }
    #expect(claims(CallLoopDetector(), same).count == expected)
    #expect(claims(CallLoopDetector(), calls(count, every: 10)).isEmpty)
  }

  @Test("more than a call a second for a minute", arguments: [(0.9, true), (1.5, false)])
  func strobe(seconds: Double, isFound: Bool) {
    let found = claims(CallLoopDetector(), calls(100, every: seconds))
    #expect(found.contains { $0.deduplicationKey == "strobe" } == isFound)
  }

  @Test(
    "a connection to the outside for hours",
    arguments: [(0.9, nil), (1.1, .info), (4.1, .low)] as [(Double, Severity?)])
  func longConnections(hours: Double, expected: Severity?) {
    let flow = Example.flowSummary(lasting: hours * 3_600)
    #expect(claims(LongConnectionDetector(), [.flow(flow)]).map(\.severity) == (expected.map { [$0] } ?? []))
  }
}
