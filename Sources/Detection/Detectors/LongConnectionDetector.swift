import Policy
package import TrafficModel

/// Connections that stay open for hours with little said.
package struct LongConnectionDetector: Detector {
  package static let about = DetectorDescription(
    id: "BCN-05", title: "Long-lived connection", severity: .low,
    fires:
      "when a connection ends, or the analysis does, after an hour (info) or, out of the site and not to an MCP server, after "
      + "four hours (low); silence of hours in between does not end it",
    staysSilent: "below an hour; inside the site; for names and time (ports 53, 123)",
    falseAlarms: ["event streams of MCP", "database and message queue connections", "interactive shells"],
    references: [.attack("T1071"), .atlas("AML.T0096"), .safe("SAFE-T1903")])
  package static let interest: TrafficEvent.Kinds = .flow
  private static let hour: Int64 = 3_600_000_000_000
  private static let servers = 16_384

  private let egress: EgressPolicy
  private var speakers = RecentTable<Endpoint, Void>(limit: Self.servers)
  /// When connections began that fell silent, by their ends: what goes on of them is told as a flow whose beginning was not
  /// captured.
  private var silent = RecentTable<Ends, Extent>(limit: Self.servers)

  private struct Ends: Hashable, Sendable {
    var low: Endpoint
    var high: Endpoint

    init(_ flow: FlowReference) {
      low = min(flow.client, flow.server)
      high = max(flow.client, flow.server)
    }
  }

  package init(_ setup: DetectionSetup = DetectionSetup()) { egress = setup.egress }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    if case .server(let server) = speaker { speakers.insert(server) }
  }

  package mutating func observe(_ flow: FlowSummary, findings: inout [Finding]) {
    if let finding = judge(whole(flow)) { findings.append(finding) }
  }

  private mutating func whole(_ flow: FlowSummary) -> FlowSummary {
    guard flow.flow.transport == .tcp else { return flow }
    let ends = Ends(flow.flow)
    var whole = flow
    if let before = silent.removeValue(forKey: ends), flow.isMidstream,
      flow.extent.start - before.end < 24 * Self.hour, flow.extent.start >= before.end
    {
      whole.extent.extend(over: before)
    }
    guard flow.state == .timedOut else { return whole }
    silent[ends] = whole.extent
    return whole
  }

  private func judge(_ flow: FlowSummary) -> Finding? {
    let lasted = flow.extent.durationNanoseconds
    guard lasted >= Self.hour, !egress.isInternal(flow.flow.server.address),
      ![53, 123].contains(flow.flow.server.port)
    else { return nil }
    let isMCP = speakers.contains(flow.flow.server)
    let meaning = isMCP ? "MCP event streams may last that long." : "An open connection is a way to wait for orders."
    let hours = Double(lasted) / Double(Self.hour)
    return Self.about.finding(
      "\(flow.flow.client.address) held a connection to \(flow.flow.server) for \(Int(hours)) h",
      severity: hours >= 4 && !isMCP ? .low : .info, confidence: 0.4,
      subject: FindingSubject(
        client: flow.flow.client.address, server: flow.flow.server, destination: flow.serverName),
      key: "long", flow: flow.flow, extent: flow.extent,
      evidence: Evidence(Provenance(flow: flow.flow.id, extent: flow.extent)),
      score: [
        ScorePart("hours", hours), ScorePart("bytes_out", flow.toServer.payloadBytes),
        ScorePart("bytes_in", flow.toClient.payloadBytes),
      ],
      explanation: """
        It carried \(own: ByteWords.text(flow.toServer.payloadBytes)) out and \
        \(own: ByteWords.text(flow.toClient.payloadBytes)) in. \(own: meaning)
        """)
  }
}
