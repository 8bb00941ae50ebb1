import Detection
import Testing
import TrafficModel

@Suite struct SlowCallDetectorTests {
  @Test("silent at the limit, one claim above it", arguments: [(4.9, 0), (5, 0), (5.1, 1)])
  func limit(seconds: Double, expected: Int) {
    let findings = claims(SlowCallDetector(), [.toolCall(Example.call(lasting: seconds))])
    #expect(findings.count == expected)
  }

  @Test func aCallThatReportsItsProgressIsNotSlow() {
    var call = Example.call(lasting: 60)
    call.progressCount = 3
    #expect(claims(SlowCallDetector(), [.toolCall(call)]).isEmpty)
  }
}
