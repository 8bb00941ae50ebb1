package import TrafficModel

/// Characters that people cannot see, in definitions and results.
package struct HiddenCharacterDetector: Detector {
  package static let about = DetectorDescription(
    id: "POI-01", title: "Hidden characters", severity: .high,
    fires: """
      once for each tool whose definition, or result, holds tag characters, characters without width, direction overrides, blank \
      letters or odd variation selectors, or a name that mixes look-alike letters
      """,
    staysSilent: """
      for emoji, flags, joiners, forms of ideographs, isolates in scripts written from right to left; in results for soft hyphens \
      within words, and for single ones
      """,
    falseAlarms: ["text pasted from word processors: soft hyphens and zero-width blanks"],
    references: [.attack("T1027"), .atlas("AML.T0068"), .owasp("MCP03"), .safe("SAFE-T1402")])
  package static let interest: TrafficEvent.Kinds = [.toolDefinition, .toolCall]

  /// Fewer in a result are an accident of copying.
  private static let resultMinimum = 8

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    let counts = Self.counts(definition.texts)
    let subject = FindingSubject(server: definition.flow.server, tool: definition.tool)
    if !counts.isEmpty {
      findings.append(
        Self.about.finding(
          "The definition of \(definition.tool) holds hidden characters", severity: .high, confidence: 0.95,
          subject: subject, key: "definition", flow: definition.flow, extent: definition.extent,
          evidence: Evidence(definition.provenance), score: Self.parts(counts), explanation: Self.explanation(counts)))
    }
    guard Confusables.mixesScripts(definition.tool.rawTextForMatchingAndStorage) else { return }
    findings.append(
      Self.about.finding(
        "The tool name \(definition.tool) mixes look-alike letters", severity: .high, confidence: 0.9, subject: subject,
        key: "name", flow: definition.flow, extent: definition.extent, evidence: Evidence(definition.provenance),
        explanation: """
          The name is written in letters of several scripts that look alike. People read another name than programs compare.
          """))
  }

  package mutating func observe(_ call: ToolCall, reading: ExcerptReader, findings: inout [Finding]) {
    guard let excerpt = call.result.map(reading.reading(of:)), excerpt.signs.contains(.hidden) else { return }
    let counts = Self.counts(excerpt.readableTexts, isProse: true)
    let isTag = counts[.tag] ?? 0 > 0
    guard counts.values.reduce(0, +) >= Self.resultMinimum else { return }
    findings.append(
      Self.about.finding(
        "A result of \(call.tool) holds hidden characters", severity: isTag ? .high : .medium,
        confidence: isTag ? 0.9 : 0.6,
        subject: FindingSubject(server: call.flow.server, tool: call.tool), key: "result", flow: call.flow,
        extent: call.extent, evidence: Evidence(call.provenance, call.evidence), score: Self.parts(counts),
        explanation: Self.explanation(counts)))
  }

  private static func counts(_ texts: [String], isProse: Bool = false) -> [HiddenCharacter: Int] {
    texts.reduce(into: [:]) { sums, text in
      sums.merge(HiddenCharacter.counts(in: text, isProse: isProse), uniquingKeysWith: +)
    }
  }

  private static func parts(_ counts: [HiddenCharacter: Int]) -> [ScorePart] {
    HiddenCharacter.allCases.compactMap { kind in counts[kind].map { ScorePart(kind.rawValue, $0) } }
  }

  private static func explanation(_ counts: [HiddenCharacter: Int]) -> FindingText {
    """
    \(counts.values.reduce(0, +)) characters that nobody sees stand in the text. A model reads them: they can carry orders or \
    data past whoever reviews the tool.
    """
  }
}
