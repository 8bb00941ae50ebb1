import Policy
package import TrafficModel

/// More tool calls of one client to one server than a limit allows: so many a minute, and a burst.
package struct CallRateDetector: Detector {
  package static let about = DetectorDescription(
    id: "PAC-01", title: "Too many tool calls", severity: .low,
    fires: "when a client makes more calls to a server than 100 a minute with a burst of 20 (both can be set)",
    staysSilent: "at the limit; each client and server has a limit of its own",
    falseAlarms: ["batch jobs", "load tests"],
    references: [.attack("T1499"), .atlas("AML.T0034.002"), .safe("SAFE-T1106")])
  package static let interest: TrafficEvent.Kinds = .toolCall
  /// Pairs of client and server that are counted; beyond it the ones longest silent are forgotten.
  private static let pairs = 16_384

  private struct Pair: Hashable {
    var client: IPAddress
    var server: Endpoint
  }

  /// Tokens that are left, as of `time`.
  private struct Bucket {
    var tokens: Double
    var time: Timestamp
  }

  private let perMinute: Double
  private let burst: Double
  private var buckets: [Pair: Bucket] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    perMinute = setup.settings.callsPerMinute
    burst = setup.settings.callBurst
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let started = call.started else { return }
    let pair = Pair(client: call.flow.client.address, server: call.flow.server)
    makeRoom()
    let full = perMinute + burst
    let new = Bucket(tokens: full, time: started)
    let isOver = Self.take(from: &buckets[pair, default: new], perMinute, full: full, started)
    if isOver { findings.append(finding(call)) }
  }

  /// Whether there was no token left.
  private static func take(
    from bucket: inout Bucket, _ perMinute: Double, full: Double, _ started: Timestamp
  ) -> Bool {
    let passed = max(0, Double(started - bucket.time) / 60e9)
    bucket.tokens = min(full, bucket.tokens + passed * perMinute) - 1
    bucket.time = max(bucket.time, started)
    let isOver = bucket.tokens < 0
    if isOver { bucket.tokens = 0 }
    return isOver
  }

  private mutating func makeRoom() {
    guard buckets.count >= Self.pairs else { return }
    let median = buckets.values.map(\.time).sorted()[buckets.count / 2]
    buckets = buckets.filter { $0.value.time > median }
  }

  private func finding(_ call: ToolCall) -> Finding {
    Self.about.finding(
      "\(call.flow.client.address) calls tools of \(call.flow.server) more often than allowed", severity: .low,
      confidence: 1, subject: FindingSubject(client: call.flow.client.address, server: call.flow.server), key: "rate",
      flow: call.flow, extent: call.extent, evidence: Evidence(call.provenance),
      score: [ScorePart("calls_per_minute_allowed", perMinute), ScorePart("burst_allowed", burst)],
      explanation: """
        More than \(Int(min(perMinute, 1e9))) calls a minute beyond a burst of \(Int(min(burst, 1e9))); each call over the \
        limit is counted. Loops and harvesting look like this.
        """)
  }
}
