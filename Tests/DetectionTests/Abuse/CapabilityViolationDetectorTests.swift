import Detection
import Testing
import TrafficModel

@Suite struct CapabilityViolationDetectorTests {
  @Test(
    "its anomalies are claims, others are not", arguments: [(Anomaly.Kind.undeclaredCapability, 1), (.sessionLimit, 0)])
  func anomaly(kind: Anomaly.Kind, count: Int) {
    let findings = claims(CapabilityViolationDetector(), [.anomaly(Example.anomaly(kind))])
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.occurrences == 3 })
  }

  @Test func oneKindBetweenTwoPeersIsOneFact() {
    let events = [
      TrafficEvent.anomaly(Example.anomaly(.undeclaredCapability)), .anomaly(Example.anomaly(.undeclaredCapability)),
    ]
    #expect(Set(claims(CapabilityViolationDetector(), events).map(\.id)).count == 1)
  }
}
