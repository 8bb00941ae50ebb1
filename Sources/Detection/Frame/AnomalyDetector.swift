package import TrafficModel

/// A detector that only says what bent protocols mean: one finding for each pair of peers and kind of anomaly.
package protocol AnomalyDetector: Detector {
  /// Nil for kinds that it does not judge.
  static func meaning(_ kind: Anomaly.Kind) -> AnomalyMeaning?
}

extension AnomalyDetector {
  package static var interest: TrafficEvent.Kinds { .anomaly }

  package mutating func observe(_ anomaly: Anomaly, findings: inout [Finding]) {
    guard let meaning = Self.meaning(anomaly.kind), let finding = meaning.finding(Self.about, anomaly)
    else { return }
    findings.append(finding)
  }
}
