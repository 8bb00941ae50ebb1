package import Detection
import SignatureMatching
package import TrafficModel

/// Holds YARA rules against definitions, arguments, results, prompts, resources and instructions: each rule that matches
/// becomes a finding under its own name.
///
/// Copies share their state: there is one for each analysis.
package struct YaraDetector: EventDetector {
  package static let about = DetectorDescription(
    id: "YARA", title: "YARA rules", severity: .critical,
    fires: "for each YARA rule that matches; under its own id, when a limit kept a text from being scanned",
    staysSilent: "without YARA rules",
    falseAlarms: ["YARA rules know no context: documentation, tests and code about attacks match as well"],
    references: [])
  package static let interest: TrafficEvent.Kinds = [.toolDefinition, .toolCall, .message, .session]

  /// Rules say little of how sure they are.
  private static let confidence = 0.5
  /// Used by the thread of the analysis alone.
  private nonisolated(unsafe) let scanners: [YaraScanner]

  package init(_ rules: [YaraRules], limits: YaraScanner.Limits = YaraScanner.Limits()) {
    scanners = rules.map { YaraScanner($0, limits: limits) }
  }

  package mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding]) {
    for part in YaraPart.parts(of: event) where !part.text.isEmpty {
      for scanner in scanners {
        let (hits, shortcomings) = scanner.scan(part.text)
        for hit in hits { findings += finding(hit, scanner.name, part, event).map { [$0] } ?? [] }
        for shortcoming in shortcomings {
          findings += finding(shortcoming, scanner.name, part, event).map { [$0] } ?? []
        }
      }
    }
  }

  private func finding(_ hit: YaraHit, _ file: String, _ part: YaraPart, _ event: TrafficEvent) -> Finding? {
    let description = hit.description ?? "A YARA rule matches"
    var text: FindingText = "\(own: description)\(own: description.hasSuffix(".") ? "" : ".")"
    text = text + " The rule \(own: hit.rule) of \(own: file) matches \(own: part.name)"
    if !hit.strings.isEmpty { text = text + " by \(own: hit.strings.joined(separator: ", "))" }
    text = text + "."
    if let reference = hit.reference { text = text + " See \(own: reference)." }
    guard var finding = base("YARA-" + hit.rule, "\(own: hit.rule)", file + " " + part.name, text, event) else {
      return nil
    }
    finding.severity = hit.severity
    finding.references = hit.mappings
    finding.score = [ScorePart("strings", hit.strings.count)]
    return finding
  }

  private func finding(
    _ shortcoming: YaraScanner.Shortcoming, _ file: String, _ part: YaraPart, _ event: TrafficEvent
  ) -> Finding? {
    let what =
      switch shortcoming {
      case .tooLong: "only the beginning of \(part.name) was scanned: it is too long"
      case .outOfTime: "scanning \(part.name) took too long and was given up"
      case .tooManyMatches: "a string matches too often in \(part.name); not every match was looked at"
      case .failed: "\(part.name) could not be scanned"
      case .leftOut: "scanning took too long again and again: the file is not used any more"
      }
    return base(
      Self.about.id.rawValue, "YARA rules of \(own: file) were not fully applied", "\(file) \(shortcoming)",
      "\(own: what). What these rules would have found there is not known.", event)
  }

  private func base(
    _ id: String, _ title: FindingText, _ key: String, _ explanation: FindingText, _ event: TrafficEvent
  ) -> Finding? {
    let sighting = SignatureSighting(event)
    let subject = EventSubject(category: EventSubject.categories(of: event).first ?? .message, event: event)
    guard let first = subject.evidence.first, let extent = subject.extent else { return nil }
    var title = title
    if let tool = sighting.subject.tool, !tool.isEmpty { title = title + ": \(tool)" }
    return Finding(
      detector: DetectorID(rawValue: id), title: title, severity: .info, confidence: Self.confidence,
      subject: sighting.subject, deduplicationKey: key, flow: sighting.flow, extent: extent,
      evidence: Evidence(first, Array(subject.evidence.dropFirst())), explanation: explanation,
      falseAlarms: Self.about.falseAlarms, references: [])
  }
}
