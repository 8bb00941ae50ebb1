package import TrafficModel

/// Text that gives orders where it should describe or inform.
package struct InstructionTextDetector: Detector {
  package static let about = DetectorDescription(
    id: "POI-09", title: "Instruction-bearing text", severity: .high,
    fires: """
      once for each tool (or prompt, resource, message) whose text shows features of orders to a model: as phrases anywhere that \
      add up to 4.6 or, in a definition, as words that come together in a few clauses in a row and add up to 5 with them; up to \
      0.7 more in a definition of more than 25 clauses; the features found are the score
      """,
    staysSilent: """
      for single weak features: naming other tools, imperatives, technical words; for an urging tone alone; for orders that are \
      far from one another
      """,
    falseAlarms: ["servers about security or prompts, which quote such text", "marketing text"],
    references: [.atlas("AML.T0110"), .atlas("AML.T0051.001"), .owasp("MCP03"), .owasp("MCP06"), .safe("SAFE-T1001")])
  package static let interest: TrafficEvent.Kinds = [.toolDefinition, .toolCall, .message, .session]

  /// Copies share it: there is one for each analysis.
  private nonisolated(unsafe) let scanner = TextScanner()

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    let score = Self.score(definition, scanner)
    guard let severity = score.severity else { return }
    findings.append(
      claim(
        score, severity, "The definition of \(definition.tool) \(own: score.words)",
        FindingSubject(server: definition.flow.server, tool: definition.tool), "definition", definition.flow,
        definition.extent))
  }

  package mutating func observe(_ session: MCPSession, findings: inout [Finding]) {
    guard let text = session.instructions else { return }
    let score = InstructionScore(scanner.features(of: [text.rawTextForMatchingAndStorage]))
    guard let severity = score.severity else { return }
    findings.append(
      claim(
        score, severity, "The instructions of \(session.flow.server) \(own: score.words)",
        FindingSubject(server: session.flow.server), "instructions", session.flow, session.extent))
  }

  static func score(_ definition: ToolDefinition, _ scanner: TextScanner) -> InstructionScore {
    var marks = scanner.marks(of: definition)
    let odd = definition.parameterNames.filter(OddParameter.isOdd)
    if !odd.isEmpty {
      let description = definition.description?.rawTextForMatchingAndStorage ?? ""
      if OddParameter.isUsual(for: definition.tool.rawTextForMatchingAndStorage, description) {
        marks.clauses[.capture] = max(marks.clauses[.capture] ?? 0, OddParameter.weightOfUsual)
      } else {
        marks.phrases.insert(.capture)
        if !definition.parametersWithDefault.isSuperset(of: odd) { marks.clauses[.capture] = OddParameter.weight }
      }
    }
    return InstructionScore(marks)
  }

  private func scoreOfData(_ excerpt: ExcerptReading) -> InstructionScore {
    // What no text of it holds, no single one does: nearly all excerpts end here.
    guard !excerpt.signs.isEmpty, !excerpt.signs.features.isEmpty else { return InstructionScore([]) }
    return InstructionScore(scanner.features(of: excerpt.readableTexts).intersection(TextSign.dataFeatures))
  }

  package mutating func observe(_ call: ToolCall, reading: ExcerptReader, findings: inout [Finding]) {
    guard let result = call.result else { return }
    let score = scoreOfData(reading.reading(of: result))
    guard let severity = score.severity else { return }
    findings.append(
      claim(
        score, severity, "A result of \(call.tool) \(own: score.words)",
        FindingSubject(server: call.flow.server, tool: call.tool), "result", call.flow, call.extent))
  }

  package mutating func observe(_ message: MCPMessage, reading: ExcerptReader, findings: inout [Finding]) {
    let text = message.direction == .toClient ? message.params : message.result
    guard let text, !text.text.isEmpty, message.method.rawTextForMatchingAndStorage != "tools/list" else { return }
    let score = scoreOfData(reading.reading(of: text))
    guard let severity = score.severity else { return }
    findings.append(
      claim(
        score, severity, "\(message.method) of \(message.flow.server) \(own: score.words)",
        FindingSubject(server: message.flow.server, destination: message.method), "message", message.flow,
        message.extent))
  }

  private func claim(
    _ score: InstructionScore, _ severity: Severity, _ title: FindingText, _ subject: FindingSubject, _ key: String,
    _ flow: FlowReference, _ extent: Extent
  ) -> Finding {
    Self.about.finding(
      title, severity: severity, confidence: severity >= .high ? 0.8 : 0.6, subject: subject, key: key, flow: flow,
      extent: extent, evidence: Evidence(Provenance(flow: flow.id, extent: extent)), score: score.parts,
      explanation: """
        What the server sent \(own: score.words). A model may follow such text as if the user had asked. Text alone proves no \
        intent: look at what was called afterwards.
        """)
  }
}
