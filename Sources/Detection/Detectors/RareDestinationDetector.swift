import Policy
package import TrafficModel

/// Destinations that a client of MCP has never talked to before, once its habits are known.
package struct RareDestinationDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-07", title: "First-seen destination", severity: .low,
    fires:
      "when, after seven days of learning, a machine that uses MCP opens a flow to a destination outside that no machine has "
      + "talked to before: low within a minute after a tool call was answered, info otherwise",
    staysSilent: "while it learns, which a single capture rarely outlasts; inside the site; for names and time",
    falseAlarms: ["new hosts of known vendors", "people who browse"],
    references: [.attack("T1567"), .attack("T1071"), .atlas("AML.T0086"), .owasp("MCP09"), .safe("SAFE-T1913")],
    thresholds: ["learning_days"])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .flow]
  /// Destinations and clients remembered; beyond it nothing more is learnt, and nothing claimed.
  private static let most = 262_144
  private static let closeNanoseconds: Int64 = 60_000_000_000

  private let egress: EgressPolicy
  private let learning: Int64
  private var begun: Timestamp?
  private var known: Set<UInt64> = []
  /// When a client's latest call was answered.
  private var answered: [IPAddress: Timestamp] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    learning = Int64(min(3_650, setup.threshold("EXF-07", "learning_days", 7.0)) * 86_400e9)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    if begun == nil { begun = call.extent.start }
    let client = call.flow.client.address
    if answered.count < 16_384 || answered[client] != nil { answered[client] = call.ended ?? call.extent.end }
  }

  package mutating func observe(_ flow: FlowSummary, findings: inout [Finding]) {
    if let finding = judge(flow) { findings.append(finding) }
  }

  private mutating func judge(_ flow: FlowSummary) -> Finding? {
    let server = flow.flow.server
    guard !egress.isInternal(server.address), ![53, 123].contains(server.port), known.count < Self.most else {
      return nil
    }
    let name = flow.serverName.map { HostName.registered(HostName.bare($0.rawTextForMatchingAndStorage)) }
    var hash = StableHash()
    hash.combine(name ?? server.address.description)
    guard known.insert(hash.value).inserted, let begun, flow.extent.start - begun >= learning,
      let last = answered[flow.flow.client.address]
    else { return nil }
    let gap = flow.extent.start - last
    let isClose = gap >= 0 && gap <= Self.closeNanoseconds
    let destination = UntrustedText(name ?? server.address.description)
    return Self.about.finding(
      "\(flow.flow.client.address) talks to \(destination) for the first time", severity: isClose ? .low : .info,
      confidence: 0.3,
      subject: FindingSubject(client: flow.flow.client.address, destination: destination), key: "first",
      flow: flow.flow, extent: flow.extent,
      evidence: Evidence(Provenance(flow: flow.flow.id, extent: flow.extent)),
      score: [ScorePart("bytes_out", flow.toServer.payloadBytes), ScorePart("known_destinations", known.count)],
      explanation: """
        Nobody talked to \(destination) (\(server)) since observation began. \
        \(own: isClose ? "The flow began within a minute after a tool call was answered." : "No tool call was near.")
        """)
  }
}
