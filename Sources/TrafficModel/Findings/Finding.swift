/// One claim by one detector, with what it rests on and what would make it wrong.
package struct Finding: Hashable, Sendable {
  package var detector: DetectorID { didSet { id = Self.id(detector, subject, deduplicationKey) } }
  /// What happened, in one line.
  package var title: FindingText
  package var severity: Severity
  /// How sure the detector is, 0…1.
  package var confidence: Double
  package var subject: FindingSubject { didSet { id = Self.id(detector, subject, deduplicationKey) } }
  /// Two findings with equal detector, subject and key tell of the same fact; the later only extends the first. Choose what
  /// stays equal when the same thing is seen again: not a time, not a flow.
  package var deduplicationKey: String { didSet { id = Self.id(detector, subject, deduplicationKey) } }
  /// The same in every run that sees the fact. Kept: it is asked for again and again.
  package private(set) var id: RecordID
  /// The flow to look at first.
  package var flow: FlowReference?
  /// From when to when, and from which frame to which.
  package var extent: Extent
  package var evidence: Evidence
  /// The numbers behind severity and confidence.
  package var score: [ScorePart] = []
  /// What was seen and why it matters, in plain language.
  package var explanation: FindingText
  /// What harmless things look like this.
  package var falseAlarms: [String]
  package var references: [MappingID]
  /// How often it was found.
  package var occurrences: UInt64 = 1
  /// The decision that hides it from those who want to be told.
  package var suppression: SuppressionNote?

  package init(
    detector: DetectorID, title: FindingText, severity: Severity, confidence: Double, subject: FindingSubject,
    deduplicationKey: String, flow: FlowReference?, extent: Extent, evidence: Evidence, explanation: FindingText,
    falseAlarms: [String], references: [MappingID]
  ) {
    self.detector = detector
    self.title = title
    self.severity = severity
    self.confidence = confidence.isFinite ? min(1, max(0, confidence)) : 0
    self.subject = subject
    self.deduplicationKey = deduplicationKey
    id = Self.id(detector, subject, deduplicationKey)
    self.flow = flow
    self.extent = extent
    self.evidence = evidence
    self.explanation = explanation
    self.falseAlarms = falseAlarms
    self.references = references
  }

  private static func id(_ detector: DetectorID, _ subject: FindingSubject, _ deduplicationKey: String) -> RecordID {
    var hash = StableHash()
    hash.combine(detector.rawValue)
    hash.combine(subject.key)
    hash.combine(deduplicationKey)
    return RecordID(.finding, FlowID(rawValue: 0), hash.value)
  }

  /// Takes in a later finding of the same fact.
  package mutating func extend(with other: Finding) {
    // Of equal ones the later knows more.
    if other.severity >= severity {
      severity = other.severity
      title = other.title
      explanation = other.explanation
      score = other.score
    }
    confidence = max(confidence, other.confidence)
    extent.extend(over: other.extent)
    evidence.add(other.evidence.items)
    occurrences &+= other.occurrences
  }
}
