import Detection
import Testing
import TrafficModel

@Suite struct SmugglingFramingDetectorTests {
  @Test(
    "its anomalies are claims, others are not", arguments: [(Anomaly.Kind.bothLengths, 1), (.responseBeforeRequest, 0)])
  func anomaly(kind: Anomaly.Kind, count: Int) {
    let findings = claims(SmugglingFramingDetector(), [.anomaly(Example.anomaly(kind))])
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.occurrences == 3 })
  }

  @Test func oneKindBetweenTwoPeersIsOneFact() {
    let events = [TrafficEvent.anomaly(Example.anomaly(.bothLengths)), .anomaly(Example.anomaly(.bothLengths))]
    #expect(Set(claims(SmugglingFramingDetector(), events).map(\.id)).count == 1)
  }
}
