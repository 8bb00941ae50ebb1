package import TrafficModel

/// Arguments out of all proportion to what a tool usually takes, or to what it answers: data on its way out.
package struct OversizedArgumentsDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-06", title: "Oversized arguments", severity: .medium,
    fires:
      "on arguments above 8 KiB that are beyond six robust deviations and twice the 99th percentile of their tool, once 30 "
      + "are known (medium); before that above 100 KB when they are a hundred times the answer (low)",
    staysSilent: "for tools whose arguments vary as much, and for those not captured",
    falseAlarms: ["tools that write files or take documents"],
    references: [.attack("T1030"), .attack("T1041"), .atlas("AML.T0086"), .owasp("MCP10"), .safe("SAFE-T1911")],
    thresholds: ["large_bytes"])
  package static let interest: TrafficEvent.Kinds = .toolCall
  private static let floor = 8_192.0
  private static let ratio = 100

  private var baseline = SizeBaseline()
  private let largeBytes: Int

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    largeBytes = setup.threshold("EXF-06", "large_bytes", 100_000)
  }

  package mutating func recall(_ memory: Recollection) {
    guard case .sizes(let call) = memory, let bytes = call.arguments else { return }
    baseline.learn(Double(bytes), server: call.server, tool: call.tool)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let bytes = call.arguments?.fullBytes else { return }
    let (outlier, calls) = baseline.judge(
      Double(bytes), floor: Self.floor, server: call.flow.server, tool: call.tool)
    let answer = call.result?.fullBytes ?? 0
    if let outlier {
      findings.append(
        make(
          call, bytes, answer, severity: .medium, confidence: 0.6,
          score: [
            ScorePart("limit_bytes", outlier.limit), ScorePart("median_bytes", outlier.median),
            ScorePart("rank", outlier.rank), ScorePart("calls_before", outlier.calls),
          ],
          because: """
            \(outlier.calls) of its calls are known: half of them carry less than \(own: ByteWords.text(outlier.median)), and \
            up to \(own: ByteWords.text(outlier.limit)) would have been ordinary.
            """))
    } else if calls < SizeBaseline.learnt, bytes > largeBytes, bytes / Self.ratio > answer {
      findings.append(
        make(
          call, bytes, answer, severity: .low, confidence: 0.3, score: [ScorePart("calls_before", calls)],
          because: "That is more than a hundred times its answer of \(own: ByteWords.text(answer))."))
    }
  }

  private func make(
    _ call: ToolCall, _ bytes: Int, _ answer: Int, severity: Severity, confidence: Double, score: [ScorePart],
    because: FindingText
  ) -> Finding {
    Self.about.finding(
      "\(call.tool) was given \(own: ByteWords.text(bytes))", severity: severity, confidence: confidence,
      subject: FindingSubject(client: call.flow.client.address, server: call.flow.server, tool: call.tool),
      key: "oversized", flow: call.flow, extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
      score: [ScorePart("arguments_bytes", bytes), ScorePart("result_bytes", answer)] + score,
      explanation: """
        The arguments of a call of \(call.tool) at \(call.flow.server) have \(own: ByteWords.text(bytes)). \(because) What a \
        client sends leaves for the server's operator.
        """)
  }
}
