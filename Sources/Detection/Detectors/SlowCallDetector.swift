import Policy
package import TrafficModel

/// Tool calls that take longer than a limit.
package struct SlowCallDetector: Detector {
  package static let about = DetectorDescription(
    id: "PAC-02", title: "Slow tool calls", severity: .info,
    fires: "once for each server and tool, on the first answered call that takes longer than the limit (5 s)",
    staysSilent: "at the limit; for calls that reported progress, and for calls without an answer",
    falseAlarms: ["tools that work long by design: builds, crawls, reports"],
    references: [.attack("T1499"), .safe("SAFE-T2102")])
  package static let interest: TrafficEvent.Kinds = .toolCall

  private let limitNanoseconds: Int64

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    let seconds = setup.settings.slowCallSeconds
    limitNanoseconds = Int64(exactly: (seconds * 1e9).rounded()) ?? .max
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard call.status == .complete, call.progressCount == 0, call.rounds == 1,
      let duration = call.durationNanoseconds, duration > limitNanoseconds
    else { return }
    let seconds = duration / 1_000_000_000
    findings.append(
      Self.about.finding(
        "\(call.tool) took \(seconds) s to answer", severity: .info, confidence: 1,
        subject: FindingSubject(server: call.flow.server, tool: call.tool), key: "slow", flow: call.flow,
        extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
        score: [ScorePart("duration_seconds", Double(duration) / 1e9)],
        explanation: """
          A call of \(call.tool) at \(call.flow.server) was answered after \(seconds) s; the limit is \
          \(limitNanoseconds / 1_000_000_000) s. Slow calls hold up agents and can be a sign of overload.
          """))
  }
}

extension ToolCall {
  /// Where the call can be checked.
  package var provenance: Provenance { Provenance(flow: flow.id, extent: extent) }
}
