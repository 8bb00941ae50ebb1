import Detection
import Testing
import TrafficModel

@Suite struct UnaskedAnswerDetectorTests {
  @Test("its anomalies are claims, others are not", arguments: [(Anomaly.Kind.rpcRepeatedResponse, 1), (.gap, 0)])
  func anomaly(kind: Anomaly.Kind, count: Int) {
    let findings = claims(UnaskedAnswerDetector(), [.anomaly(Example.anomaly(kind))])
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.occurrences == 3 })
  }

  @Test func oneKindBetweenTwoPeersIsOneFact() {
    let events = [
      TrafficEvent.anomaly(Example.anomaly(.rpcRepeatedResponse)), .anomaly(Example.anomaly(.rpcRepeatedResponse)),
    ]
    #expect(Set(claims(UnaskedAnswerDetector(), events).map(\.id)).count == 1)
  }
}
