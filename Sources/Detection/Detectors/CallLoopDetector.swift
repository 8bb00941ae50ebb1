package import TrafficModel

/// The same call again and again, or calls without a pause: a loop that nobody watches.
package struct CallLoopDetector: Detector {
  package static let about = DetectorDescription(
    id: "C2-02", title: "Autonomous loop", severity: .low,
    fires:
      "when a client makes the same call (tool and arguments) 20 times within ten minutes (low, info when more than two seconds "
      + "lie between them, as when something is polled), or more than a call a second for a minute (low)",
    staysSilent: "for calls without arguments, which are polls; below both limits",
    falseAlarms: ["batch jobs", "tools polled until something changes"],
    references: [.attack("T1499"), .atlas("AML.T0034.002"), .safe("SAFE-T1106"), .safe("SAFE-T2102")])
  package static let interest: TrafficEvent.Kinds = .toolCall
  private static let repetitions = 20
  private static let windowNanoseconds: Int64 = 600_000_000_000
  private static let minute: Int64 = 60_000_000_000
  private static let tracked = 16_384

  private struct Run {
    var start: Timestamp
    var last: Timestamp
    var count: Int
    var first: Provenance
  }

  private struct Key: Hashable {
    var client: IPAddress
    var server: Endpoint
    /// Tool and arguments; 0 for all calls of the pair.
    var call: UInt64
  }

  private var runs: [Key: Run] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let started = call.started else { return }
    if runs.count >= Self.tracked { forgetOld() }
    if let arguments = call.arguments, arguments.fullBytes > 2 {
      var hash = StableHash()
      hash.combine(call.tool.rawTextForMatchingAndStorage)
      hash.combine(arguments.likeness)
      let run = extend(call, started, hash.value | 1, pause: Self.windowNanoseconds)
      if run.count >= Self.repetitions, started - run.start <= Self.windowNanoseconds {
        findings.append(finding(call, run, "the same call", key: "same", Self.isPoll(run) ? .info : .low))
      }
    }
    let run = extend(call, started, 0, pause: 1_000_000_000)
    if started - run.start >= Self.minute, Double(run.count) > Double(started - run.start) / 1e9 {
      findings.append(finding(call, run, "a call a second and more", key: "strobe", .low))
    }
  }

  /// A run ends with a pause longer than `pause`, or when it is older than the window.
  private mutating func extend(_ call: ToolCall, _ started: Timestamp, _ hash: UInt64, pause: Int64) -> Run {
    let key = Key(client: call.flow.client.address, server: call.flow.server, call: hash)
    let new = Run(start: started, last: started, count: 0, first: call.provenance)
    return Self.extend(&runs[key, default: new], new, started, pause)
  }

  private static func extend(_ run: inout Run, _ new: Run, _ started: Timestamp, _ pause: Int64) -> Run {
    if started - run.last > pause || started - run.start > windowNanoseconds { run = new }
    run.count += 1
    run.last = max(run.last, started)
    return run
  }

  private mutating func forgetOld() {
    let median = runs.values.map(\.last).sorted()[runs.count / 2]
    runs = runs.filter { $0.value.last > median }
  }

  private static func isPoll(_ run: Run) -> Bool { (run.last - run.start) / 2_000_000_000 >= run.count }

  private func finding(_ call: ToolCall, _ run: Run, _ what: String, key: String, _ severity: Severity) -> Finding {
    Self.about.finding(
      "\(call.flow.client.address) calls \(call.tool) in a loop", severity: severity, confidence: 0.6,
      subject: FindingSubject(client: call.flow.client.address, server: call.flow.server, tool: call.tool), key: key,
      flow: call.flow, extent: call.extent, evidence: Evidence(run.first, [call.provenance]),
      score: [ScorePart("calls", run.count), ScorePart("seconds", Double(run.last - run.start) / 1e9)],
      explanation: """
        \(own: what.prefix(1).uppercased() + what.dropFirst()): \(run.count) within \
        \(own: BeaconWords.duration(Double(run.last - run.start) / 1e9)). An agent that loops costs money and can be driven \
        by what it reads.
        """)
  }
}
