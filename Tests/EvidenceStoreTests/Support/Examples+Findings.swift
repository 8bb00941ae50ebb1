import TrafficModel

extension Example {
  static func finding(_ key: String = "oversized", tool: String = "search") -> Finding {
    var finding = Finding(
      detector: "EXF-05", title: "\(UntrustedText(tool)) answered with 3 MB", severity: .medium, confidence: 0.75,
      subject: FindingSubject(server: flow().server, tool: UntrustedText(tool)), deduplicationKey: key, flow: flow(),
      extent: extent(0, lasting: 40), evidence: Evidence(Provenance(flow: flow().id, extent: extent())),
      explanation: "The result of \(UntrustedText(tool)) is larger than any before.", falseAlarms: ["exports"],
      references: [.attack("T1119"), .owasp("MCP10")])
    finding.score = [ScorePart("result_bytes", 3_000_000), ScorePart("quantile", 0.9995)]
    return finding
  }

  /// Nothing optional.
  static var bareFinding: Finding {
    Finding(
      detector: "X", title: "", severity: .info, confidence: .nan, subject: FindingSubject(), deduplicationKey: "",
      flow: nil, extent: extent(), evidence: Evidence(Provenance(flow: flow().id, extent: extent())), explanation: "",
      falseAlarms: [], references: [])
  }

  /// Everything optional.
  static var fullFinding: Finding {
    var finding = finding("full")
    finding.subject.client = flow().client.address
    finding.subject.destination = UntrustedText("drop.example")
    finding.occurrences = 7
    finding.evidence.add([Provenance(flow: flow(2).id, extent: extent(frame: 40))])
    finding.suppression = SuppressionNote(reason: "nightly export", author: "alice", expires: time)
    return finding
  }
}
