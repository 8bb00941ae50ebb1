package import TrafficModel

/// Results out of all proportion to what a tool usually gives.
package struct OversizedResultDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-05", title: "Oversized result", severity: .medium,
    fires:
      "on a result above 64 KiB that is beyond six robust deviations and twice the 99th percentile of its tool, once 30 "
      + "are known (medium); before that above 1 MB (low) or 100 KB (info)",
    staysSilent: "for tools whose results vary as much; for errors; for calls without an answer",
    falseAlarms: ["exports and downloads", "tools that return files by design"],
    references: [
      .attack("T1119"), .attack("T1213"), .atlas("AML.T0085.001"), .owasp("MCP10"), .safe("SAFE-T1801"),
      .safe("SAFE-T1803"),
    ], thresholds: ["large_bytes", "huge_bytes"])
  package static let interest: TrafficEvent.Kinds = .toolCall
  private static let floor = 65_536.0

  private var baseline = SizeBaseline()
  private let largeBytes: Int
  private let hugeBytes: Int

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    largeBytes = setup.threshold("EXF-05", "large_bytes", 100_000)
    hugeBytes = setup.threshold("EXF-05", "huge_bytes", 1_000_000)
  }

  package mutating func recall(_ memory: Recollection) {
    guard case .sizes(let call) = memory, let bytes = call.result else { return }
    baseline.learn(Double(bytes), server: call.server, tool: call.tool)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard call.isError == false, let bytes = call.result?.fullBytes else { return }
    let (outlier, calls) = baseline.judge(
      Double(bytes), floor: Self.floor, server: call.flow.server, tool: call.tool)
    if let outlier { return findings.append(finding(call, bytes, outlier)) }
    guard calls < SizeBaseline.learnt, bytes > largeBytes else { return }
    findings.append(finding(call, bytes, calls))
  }

  private func finding(_ call: ToolCall, _ bytes: Int, _ outlier: SizeBaseline.Outlier) -> Finding {
    make(
      call, bytes, severity: .medium, confidence: 0.7,
      score: [
        ScorePart("limit_bytes", outlier.limit), ScorePart("median_bytes", outlier.median),
        ScorePart("rank", outlier.rank), ScorePart("calls_before", outlier.calls),
      ],
      because: """
        \(outlier.calls) results of it are known: half of them are below \(own: ByteWords.text(outlier.median)), and up to \
        \(own: ByteWords.text(outlier.limit)) would have been ordinary.
        """)
  }

  private func finding(_ call: ToolCall, _ bytes: Int, _ calls: UInt64) -> Finding {
    make(
      call, bytes, severity: bytes > hugeBytes ? .low : .info, confidence: 0.3,
      score: [ScorePart("calls_before", calls)],
      because: "Too few of its results are known (\(calls)) to say what is usual; this one is large by itself.")
  }

  private func make(
    _ call: ToolCall, _ bytes: Int, severity: Severity, confidence: Double, score: [ScorePart], because: FindingText
  ) -> Finding {
    Self.about.finding(
      "\(call.tool) answered with \(own: ByteWords.text(bytes))", severity: severity, confidence: confidence,
      subject: FindingSubject(server: call.flow.server, tool: call.tool), key: "oversized", flow: call.flow,
      extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
      score: [ScorePart("result_bytes", bytes)] + score,
      explanation: """
        A result of \(call.tool) at \(call.flow.server) has \(own: ByteWords.text(bytes)). \(because) Bulk reads are how data \
        is collected before it leaves.
        """)
  }
}
