import Detection
import Testing
import TrafficModel

@Suite struct HeaderMismatchDetectorTests {
  @Test("its anomalies are claims, others are not", arguments: [(Anomaly.Kind.headerBodyMismatch, 1), (.gap, 0)])
  func anomaly(kind: Anomaly.Kind, count: Int) {
    let findings = claims(HeaderMismatchDetector(), [.anomaly(Example.anomaly(kind))])
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.occurrences == 3 })
  }

  @Test func oneKindBetweenTwoPeersIsOneFact() {
    let events = [
      TrafficEvent.anomaly(Example.anomaly(.headerBodyMismatch)), .anomaly(Example.anomaly(.headerBodyMismatch)),
    ]
    #expect(Set(claims(HeaderMismatchDetector(), events).map(\.id)).count == 1)
  }
}
