import Policy
package import TrafficModel

/// More bytes towards a destination than the policy grants for an hour or a day.
package struct ByteBudgetDetector: Detector {
  package static let about = DetectorDescription(
    id: "POL-01", title: "Byte budget passed", severity: .high,
    fires: """
      once for each machine, line of the policy and hour or day, when flows that the line allows have sent more payload than its \
      budget: medium, high from twice the budget
      """,
    staysSilent: "for lines without a budget; at the budget; for what comes back",
    falseAlarms: ["backups and first synchronizations", "a budget that is behind what the server is for"],
    references: [
      .attack("T1030"), .attack("T1041"), .atlas("AML.T0086"), .owasp("MCP10"), .safe("SAFE-T1911"),
    ])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message, .session, .flow]
  private static let tallies = 65_536
  /// Of one flow; what lasts longer is spread over the last of them.
  private static let periodsEach: Int64 = 48

  private struct Line: Hashable {
    var machine: IPAddress
    var allowed: AllowedDestination
    /// Whole hours or days since 1970.
    var period: Int64
  }

  private struct Tally {
    var bytes: UInt64 = 0
    var flows = 0
    var first: Provenance
    var extent: Extent
  }

  private let egress: EgressPolicy
  private let hasBudgets: Bool
  private var machines: PolicyMachines
  private var tallies: [Line: Tally] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    machines = PolicyMachines(setup.egress)
    let lines = egress.servers.flatMap(\.allowed) + egress.clients.flatMap(\.allowed)
    hasBudgets = lines.contains { $0.budget != nil }
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    guard hasBudgets else { return }
    machines.learn(message.flow, message.session)
  }

  package mutating func observe(_ session: MCPSession, findings: inout [Finding]) {
    guard hasBudgets else { return }
    machines.learn(session.flow, session.session)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard hasBudgets else { return }
    machines.learn(call.flow, call.session)
  }

  package mutating func observe(_ flow: FlowSummary, findings: inout [Finding]) {
    guard hasBudgets else { return }
    if let finding = count(flow) { findings.append(finding) }
  }

  private mutating func count(_ flow: FlowSummary) -> Finding? {
    let machine = flow.flow.client.address
    guard let (owner, allowed) = line(of: flow), let budget = allowed.budget else { return nil }
    let proof = Provenance(flow: flow.flow.id, extent: flow.extent)
    var worst: (period: Int64, tally: Tally)?
    for (period, bytes) in Self.shares(of: flow, budget.period.seconds) {
      let line = Line(machine: machine, allowed: allowed, period: period)
      if tallies[line] == nil, tallies.count >= Self.tallies { forgetOld() }
      var tally = tallies[line] ?? Tally(first: proof, extent: flow.extent)
      tally.bytes &+= bytes
      tally.flows += 1
      tally.extent.extend(over: flow.extent)
      tallies[line] = tally
      if tally.bytes > budget.bytes, tally.bytes > worst?.tally.bytes ?? 0 { worst = (period, tally) }
    }
    return worst.map { finding(flow, owner, allowed, budget, $0.tally, $0.period) }
  }

  /// What a flow sent in each period that it lasted. A flow is stated when it ends, and not when it sent what: evenly, then.
  private static func shares(of flow: FlowSummary, _ seconds: Int64) -> [(period: Int64, bytes: UInt64)] {
    let nanoseconds = seconds * 1_000_000_000
    let (start, end) = (flow.extent.start.nanoseconds, flow.extent.end.nanoseconds)
    let last = end / nanoseconds
    let first = max(start / nanoseconds, last - periodsEach + 1)
    let bytes = flow.toServer.payloadBytes
    guard first < last, start >= 0, end < .max - nanoseconds else { return [(last, bytes)] }
    let begin = max(start, first * nanoseconds)
    return (first...last).map { period in
      let share = min(end, (period + 1) * nanoseconds) - max(begin, period * nanoseconds)
      return (period, UInt64(Double(bytes) * Double(share) / Double(end - begin)))
    }
  }

  /// The line of the policy that lets the flow out, and whose it is.
  private func line(of flow: FlowSummary) -> (owner: String, AllowedDestination)? {
    let machine = flow.flow.client.address
    let (destination, transport) = (flow.flow.server, flow.flow.transport)
    let names = flow.serverName.map { [HostName.bare($0.rawTextForMatchingAndStorage)] } ?? []
    if let server = machines.server(opening: machine),
      case .destination(let index)? = server.permission(for: destination, names: names, transport)
    {
      return (server.name, server.allowed[index])
    }
    if let client = egress.client(at: machine),
      let index = client.permission(for: destination, names: names, transport)
    {
      return (client.name, client.allowed[index])
    }
    return nil
  }

  private mutating func forgetOld() {
    let median = tallies.values.map(\.extent.end).sorted()[tallies.count / 2]
    tallies = tallies.filter { $0.value.extent.end > median }
  }

  private func finding(
    _ flow: FlowSummary, _ owner: String, _ allowed: AllowedDestination, _ budget: ByteBudget, _ tally: Tally,
    _ period: Int64
  ) -> Finding {
    let machine = flow.flow.client.address
    let isFar = tally.bytes / 2 >= budget.bytes
    let target = allowed.target.description
    return Self.about.finding(
      "\(own: owner) sent \(own: ByteWords.text(tally.bytes)) to \(own: target) in one \(own: budget.period.rawValue)",
      severity: isFar ? .high : .medium, confidence: 1,
      subject: FindingSubject(client: machine, destination: UntrustedText(target)),
      key: "budget \(allowed.line) \(period)", flow: flow.flow, extent: tally.extent,
      evidence: Evidence(tally.first, [Provenance(flow: flow.flow.id, extent: flow.extent)]),
      score: [
        ScorePart("bytes_sent", tally.bytes), ScorePart("budget_bytes", budget.bytes), ScorePart("flows", tally.flows),
      ],
      explanation: """
        The policy\(own: allowed.line > 0 ? " (line \(allowed.line))" : "") lets \(own: owner) send \
        \(own: ByteWords.text(budget.bytes)) to \(own: target) in one \(own: budget.period.rawValue) (UTC). \(machine) sent \
        \(tally.bytes) bytes in \(tally.flows) flows within it, the last to \(flow.flow.server).
        """)
  }
}
