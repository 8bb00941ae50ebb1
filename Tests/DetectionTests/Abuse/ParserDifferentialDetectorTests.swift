import Detection
import Testing
import TrafficModel

@Suite struct ParserDifferentialDetectorTests {
  @Test(
    "its anomalies are claims, others are not",
    arguments: [
      (Anomaly.Kind.jsonDuplicateKey, 1), (.jsonHugeNumber, 1), (.jsonTruncated, 1), (.jsonMalformed, 0),
      (.badLength, 0),
    ])
  func anomaly(kind: Anomaly.Kind, count: Int) {
    let findings = claims(ParserDifferentialDetector(), [.anomaly(Example.anomaly(kind))])
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.occurrences == 3 })
  }

  @Test func oneKindBetweenTwoPeersIsOneFact() {
    let events = [
      TrafficEvent.anomaly(Example.anomaly(.jsonDuplicateKey)), .anomaly(Example.anomaly(.jsonDuplicateKey)),
    ]
    #expect(Set(claims(ParserDifferentialDetector(), events).map(\.id)).count == 1)
  }
}
