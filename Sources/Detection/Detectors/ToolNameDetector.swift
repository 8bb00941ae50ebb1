import Policy
import PatternMatching
package import TrafficModel

/// Tool names that break the name policy.
package struct ToolNameDetector: Detector {
  package static let about = DetectorDescription(
    id: "NAM-01", title: "Tool name policy", severity: .low,
    fires: "once for each tool whose name does not match the configured pattern, or holds a forbidden word",
    staysSilent:
      "for forbidden words inside longer ones (publish, binary), unless the configuration forbids those, too",
    falseAlarms: ["servers whose purpose is to run commands, and say so in the name"],
    references: [.atlas("AML.T0110"), .owasp("MCP03"), .safe("SAFE-T1001")])
  package static let interest: TrafficEvent.Kinds = .toolDefinition

  private let words: [String]
  private let forbidsParts: Bool
  private let expression: String
  /// Made when the first name comes: who only asks what detectors there are does not pay for it.
  private nonisolated(unsafe) var pattern: Pattern?

  private struct Pattern {
    let database: PatternDatabase?
    let scratch: PatternScratch

    init(_ expression: String) {
      database = PatternDatabase.compile([(0, PatternSource(expression: expression))]).0
      scratch = PatternScratch([database].compactMap(\.self))
    }
  }

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    words = setup.settings.forbiddenToolWords.map { $0.lowercased() }
    forbidsParts = setup.settings.forbidsWordParts
    expression = setup.settings.toolNamePattern
  }

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    let name = definition.tool.rawTextForMatchingAndStorage
    if !matchesPattern(name) { findings.append(finding(definition, "pattern", "does not match the pattern for names")) }
    if let word = forbiddenWord(in: name) {
      findings.append(finding(definition, "word", "holds the forbidden word '\(word)'"))
    }
  }

  private mutating func matchesPattern(_ name: String) -> Bool {
    let pattern = self.pattern ?? Pattern(expression)
    self.pattern = pattern
    guard let database = pattern.database else { return true }
    let hits = HitSet(capacity: 1)
    // `$` of the pattern also stands before a last line feed, which no name should have.
    if name.unicodeScalars.contains(where: { $0.value < 0x20 }) { return false }
    database.scan(name, scratch: pattern.scratch, hits: hits)
    return hits.contains(0)
  }

  private func forbiddenWord(in name: String) -> String? {
    let lower = name.lowercased()
    if forbidsParts { return words.first { lower.contains($0) } }
    let parts = Set(NameWords.words(of: name))
    return words.first(where: parts.contains)
  }

  private func finding(_ definition: ToolDefinition, _ key: String, _ what: String) -> Finding {
    Self.about.finding(
      "The tool name \(definition.tool) \(own: what)", severity: .low, confidence: 1,
      subject: FindingSubject(server: definition.flow.server, tool: definition.tool), key: key, flow: definition.flow,
      extent: definition.extent, evidence: Evidence(definition.provenance),
      explanation: """
        The server \(definition.flow.server) declares a tool whose name \(own: what). Names reach models, logs and shells; the \
        policy keeps them plain and keeps tools that run commands from passing unnoticed.
        """)
  }
}

extension ToolDefinition {
  var provenance: Provenance { Provenance(flow: flow.id, extent: extent) }
}
