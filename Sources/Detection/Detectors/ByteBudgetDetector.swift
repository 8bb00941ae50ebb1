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

  private struct Line: Hashable {
    var machine: IPAddress
    var allowed: AllowedDestination
  }

  private struct Tally {
    /// Whole hours or days since 1970.
    var period: Int64
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

  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    guard hasBudgets else { return }
    switch event {
    case .message(let message): machines.learn(message.flow, message.session)
    case .session(let session): machines.learn(session.flow, session.session)
    case .toolCall(let call): machines.learn(call.flow, call.session)
    case .flow(let flow): if let finding = count(flow) { findings.append(finding) }
    default: break
    }
  }

  private mutating func count(_ flow: FlowSummary) -> Finding? {
    let machine = flow.flow.client.address
    guard let (owner, allowed) = line(of: flow), let budget = allowed.budget else { return nil }
    let line = Line(machine: machine, allowed: allowed)
    let period = flow.extent.end.nanoseconds / 1_000_000_000 / budget.period.seconds
    let proof = Provenance(flow: flow.flow.id, extent: flow.extent)
    if tallies[line] == nil, tallies.count >= Self.tallies { forgetOld() }
    var tally = tallies[line] ?? Tally(period: period, first: proof, extent: flow.extent)
    // Flows are stated when they end, so periods come in order, but for a straggler.
    if period > tally.period { tally = Tally(period: period, first: proof, extent: flow.extent) }
    tally.bytes &+= flow.toServer.payloadBytes
    tally.flows += 1
    tally.extent.extend(over: flow.extent)
    tallies[line] = tally
    return tally.bytes > budget.bytes ? finding(flow, owner, allowed, budget, tally) : nil
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
    _ flow: FlowSummary, _ owner: String, _ allowed: AllowedDestination, _ budget: ByteBudget, _ tally: Tally
  ) -> Finding {
    let machine = flow.flow.client.address
    let isFar = tally.bytes / 2 >= budget.bytes
    let target = allowed.target.description
    return Self.about.finding(
      "\(own: owner) sent \(own: ByteWords.text(tally.bytes)) to \(own: target) in one \(own: budget.period.rawValue)",
      severity: isFar ? .high : .medium, confidence: 1,
      subject: FindingSubject(client: machine, destination: UntrustedText(target)),
      key: "budget \(allowed.line) \(tally.period)", flow: flow.flow, extent: tally.extent,
      evidence: Evidence(tally.first, [Provenance(flow: flow.flow.id, extent: flow.extent)]),
      score: [
        ScorePart("bytes_sent", tally.bytes), ScorePart("budget_bytes", budget.bytes), ScorePart("flows", tally.flows),
      ],
      explanation: """
        The policy\(own: allowed.line > 0 ? " (line \(allowed.line))" : "") lets \(own: owner) send \
        \(own: ByteWords.text(budget.bytes)) to \(own: target) in one \(own: budget.period.rawValue) (UTC). \(machine) sent \
        \(tally.bytes) bytes in \(tally.flows) flows that ended within it, the last to \(flow.flow.server).
        """)
  }
}
