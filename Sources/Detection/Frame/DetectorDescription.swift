package import TrafficModel

/// What a detector or hunt is, for its findings, for the list of detectors, and for the tests that hold it to its word.
package struct DetectorDescription: Hashable, Sendable {
  package var id: DetectorID
  package var title: String
  /// The most that one of its findings can have.
  package var severity: Severity
  package var fires: String
  package var staysSilent: String
  package var falseAlarms: [String]
  package var references: [MappingID]
  /// Names of what a configuration can set for it.
  package var thresholds: [String]

  package init(
    id: DetectorID, title: String, severity: Severity, fires: String, staysSilent: String, falseAlarms: [String],
    references: [MappingID], thresholds: [String] = []
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.fires = fires
    self.staysSilent = staysSilent
    self.falseAlarms = falseAlarms
    self.references = references
    self.thresholds = thresholds
  }

  /// A finding of this detector. No severity above its own is given.
  package func finding(
    _ title: FindingText, severity: Severity, confidence: Double, subject: FindingSubject, key: String,
    flow: FlowReference?, extent: Extent, evidence: Evidence, score: [ScorePart] = [], explanation: FindingText
  ) -> Finding {
    var finding = Finding(
      detector: id, title: title, severity: min(severity, self.severity), confidence: confidence, subject: subject,
      deduplicationKey: key, flow: flow, extent: extent, evidence: evidence, explanation: explanation,
      falseAlarms: falseAlarms, references: references)
    finding.score = score
    return finding
  }
}
