import TrafficModel

/// What a bent protocol may mean, by kind of anomaly.
package struct AnomalyMeaning {
  var severity: Severity
  var confidence: Double
  var what: String
  var why: String

  /// A finding of `about` on the anomaly: one for each pair of peers and kind.
  func finding(_ about: DetectorDescription, _ anomaly: Anomaly) -> Finding? {
    guard let flow = anomaly.flow else { return nil }
    let extent = Extent(anomaly.moment)
    var finding = about.finding(
      "\(own: what) between \(flow.client.address) and \(flow.server)", severity: severity, confidence: confidence,
      subject: FindingSubject(client: flow.client.address, server: flow.server), key: anomaly.kind.rawValue, flow: flow,
      extent: extent, evidence: Evidence(Provenance(flow: flow.id, extent: extent)),
      score: [ScorePart("count", anomaly.count)], explanation: "\(own: what). \(own: why)")
    finding.occurrences = max(1, anomaly.count)
    return finding
  }
}
