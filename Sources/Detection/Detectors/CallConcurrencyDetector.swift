import Policy
package import TrafficModel

/// More tool calls of one client at one server in flight at once than a limit allows.
package struct CallConcurrencyDetector: Detector {
  package static let about = DetectorDescription(
    id: "PAC-03", title: "Too many tool calls at once", severity: .low,
    fires: "once for each client and server, when more than 32 calls (can be set) are in flight at one moment",
    staysSilent: "at the limit; for calls without an answer",
    falseAlarms: ["batch jobs", "agents that fan out by design"],
    references: [.attack("T1499"), .atlas("AML.T0034.002"), .safe("SAFE-T1106")], thresholds: ["calls_at_once"])
  package static let interest: TrafficEvent.Kinds = .toolCall
  /// Pairs of client and server; beyond it the ones longest silent are forgotten.
  private static let pairs = 4_096
  /// Answered calls remembered of each pair.
  private static let kept = 512

  private struct Pair: Hashable {
    var client: IPAddress
    var server: Endpoint
  }

  private struct Span {
    var started: Timestamp
    var ended: Timestamp
  }

  private let limit: Int
  private var spans: [Pair: [Span]] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    limit = max(1, min(Self.kept / 2, setup.threshold("PAC-03", "calls_at_once", 32)))
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let started = call.started, let ended = call.ended else { return }
    let pair = Pair(client: call.flow.client.address, server: call.flow.server)
    if spans.count >= Self.pairs, spans[pair] == nil { forgetOld() }
    let span = Span(started: started, ended: max(started, ended))
    if let most = Self.add(span, to: &spans[pair, default: []], limit) { findings.append(finding(call, most)) }
  }

  /// How many are in flight at one moment with `span`, where that is more than `limit`.
  private static func add(_ span: Span, to known: inout [Span], _ limit: Int) -> Int? {
    if known.count >= kept { known.removeFirst(kept / 2) }
    defer { known.append(span) }
    // Calls are stated as they are answered, so those that overlap this one stand at the end.
    let others = known.reversed().prefix { $0.ended > span.started }
    guard others.count >= limit else { return nil }
    let most = most(Array(others) + [span])
    return most > limit ? most : nil
  }

  /// The most of them that are in flight at one moment.
  private static func most(_ spans: [Span]) -> Int {
    // At equal times an end comes first: what is answered no longer counts.
    let steps = spans.flatMap { [($0.started, 1), ($0.ended, -1)] }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    var (current, most) = (0, 0)
    for (_, step) in steps {
      current += step
      most = max(most, current)
    }
    return most
  }

  private mutating func forgetOld() {
    let ends = spans.compactMapValues { $0.last?.ended }
    let median = ends.values.sorted()[ends.count / 2]
    spans = spans.filter { ends[$0.key] ?? .zero > median }
  }

  private func finding(_ call: ToolCall, _ most: Int) -> Finding {
    Self.about.finding(
      "\(call.flow.client.address) has \(most) tool calls at \(call.flow.server) in flight at once", severity: .low,
      confidence: 1, subject: FindingSubject(client: call.flow.client.address, server: call.flow.server),
      key: "at once", flow: call.flow, extent: call.extent, evidence: Evidence(call.provenance),
      score: [ScorePart("calls_at_once", most), ScorePart("calls_at_once_allowed", limit)],
      explanation: """
        \(most) calls were under way at one moment; \(limit) are allowed. Harvesting runs like this, and it can take a server \
        down.
        """)
  }
}
