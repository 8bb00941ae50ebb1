package import Detection
package import TrafficModel

/// Runs signatures as a detector: each match becomes a finding under the signature's own name.
///
/// Copies share their state: there is one for each analysis.
package struct SignatureDetector: EventDetector {
  package static let about = DetectorDescription(
    id: "SIG", title: "Signatures", severity: .critical,
    fires: "for each event that a signature matches, and each correlation that is complete",
    staysSilent: "for signatures that only feed a correlation",
    falseAlarms: ["each signature names its own"], references: [])
  package static let interest: TrafficEvent.Kinds = [
    .flow, .http, .session, .toolCall, .message, .toolDefinition, .dns, .finding,
  ]

  /// Used by the thread of the analysis alone.
  private nonisolated(unsafe) let matcher: SignatureMatcher
  private let wanted: Set<SignatureCategory>

  package init(_ set: SignatureSet) {
    let matcher = SignatureMatcher(set)
    self.matcher = matcher
    wanted = Set(SignatureCategory.allCases.filter { matcher.wants(.mcp($0)) })
  }

  package mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding]) {
    guard !wanted.isEmpty else { return }
    for category in EventSubject.categories(of: event) where wanted.contains(category) {
      let subject = EventSubject(category: category, event: event, reader: reading)
      for hit in matcher.match(subject) {
        if let finding = finding(hit, SignatureSighting(event), subject.extent) { findings.append(finding) }
      }
    }
  }

  package mutating func finish(findings: inout [Finding]) {
    findings += matcher.finish().compactMap { finding($0, SignatureSighting(), nil) }
  }

  private func finding(_ hit: SignatureHit, _ sighting: SignatureSighting, _ extent: Extent?) -> Finding? {
    guard let first = hit.evidence.first else { return nil }
    let signature = matcher.set.signatures[hit.signature]
    let moment = Moment(time: hit.time, frame: first.firstFrame)
    var finding = Finding(
      detector: signature.detectorID, title: sighting.title(signature), severity: signature.level.severity,
      confidence: signature.status.confidence, subject: sighting.subject, deduplicationKey: hit.key,
      flow: sighting.flow, extent: extent ?? Extent(moment),
      evidence: Evidence(first, Array(hit.evidence.dropFirst())), explanation: explanation(signature, hit),
      falseAlarms: signature.falsePositives, references: signature.mappings)
    if hit.events > 1 { finding.score = [ScorePart("events", hit.events)] }
    return finding
  }

  private func explanation(_ signature: Signature, _ hit: SignatureHit) -> FindingText {
    var text: FindingText = "\(own: signature.description.isEmpty ? signature.title : signature.description)"
    for (field, value) in hit.group.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
      text = text + " \(own: field): \(UntrustedText(value))."
    }
    return text
  }
}
