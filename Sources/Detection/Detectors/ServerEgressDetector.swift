import Policy
package import TrafficModel

/// What MCP servers' own machines talk to: destinations that the policy does not allow, or, without a policy, flows that follow
/// a tool call to a destination the call does not mention.
package struct ServerEgressDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-08", title: "Undeclared egress of an MCP server", severity: .high,
    fires:
      "on a flow of an MCP server's machine that its policy does not allow (high); without a policy, on one opened during a call "
      + "or within ten seconds, to a destination outside that the call does not mention: high when it sends as much as half of the "
      + "call's arguments or result, low otherwise",
    staysSilent:
      "for names and time, for destinations that arguments or results mention, for other MCP servers, and where client and "
      + "server share a machine",
    falseAlarms: ["telemetry", "the server's own database or upstream service"],
    references: [
      .attack("T1041"), .atlas("AML.T0086"), .owasp("MCP04"), .safe("SAFE-T1003"), .safe("SAFE-T1203"),
    ])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message, .session, .flow]
  private static let servers = 16_384
  /// Calls remembered of all servers: some kilobytes each.
  private static let callsKept = 4_096
  private static let flowsWaiting = 4_096
  /// A call may be stated after the flow that it opened.
  private static let waitNanoseconds: Int64 = 60_000_000_000
  private static let afterNanoseconds: Int64 = 10_000_000_000
  /// Clocks and buffers: a flow may be seen shortly before the call that caused it.
  private static let beforeNanoseconds: Int64 = 50_000_000

  private let egress: EgressPolicy
  private var machines: PolicyMachines
  /// In the order they were stated.
  private var calls: [CallTrace] = []
  /// Where MCP servers listen, by machine.
  private var listeners: [IPAddress: Set<Endpoint>] = [:]
  private var sharedMachines: Set<IPAddress> = []
  private var waiting: [OnwardFlow] = []

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    machines = PolicyMachines(setup.egress)
  }

  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    switch event {
    case .message(let message): note(message.flow, message.session)
    case .session(let session): note(session.flow, session.session)
    case .toolCall(let call):
      note(call.flow, call.session)
      guard let trace = CallTrace(call) else { return }
      if calls.count >= Self.callsKept { calls.removeFirst(Self.callsKept / 2) }
      calls.append(trace)
    case .flow(let flow): take(flow, &findings)
    default: break
    }
  }

  package mutating func advance(to now: Timestamp, findings: inout [Finding]) {
    judge(&findings) { now - $0.summary.extent.end > Self.waitNanoseconds }
  }

  package mutating func finish(findings: inout [Finding]) { judge(&findings) { _ in true } }

  private mutating func note(_ flow: FlowReference, _ session: SessionReference) {
    machines.learn(flow, session)
    let machine = flow.server.address
    if machine == flow.client.address, sharedMachines.count < Self.servers { sharedMachines.insert(machine) }
    guard listeners[machine] != nil || listeners.count < Self.servers, listeners[machine]?.count ?? 0 < 64 else {
      return
    }
    listeners[machine, default: []].insert(flow.server)
  }

  private mutating func take(_ flow: FlowSummary, _ findings: inout [Finding]) {
    guard ![53, 123].contains(flow.flow.server.port), flow.service != "dns", flow.service != "mdns" else { return }
    if waiting.count >= Self.flowsWaiting { judge(&findings) { _ in true } }
    waiting.append(OnwardFlow(summary: flow))
  }

  /// Judges the flows that are due, in the order they came.
  private mutating func judge(_ findings: inout [Finding], isDue: (OnwardFlow) -> Bool) {
    guard waiting.contains(where: isDue) else { return }
    for flow in waiting where isDue(flow) { if let finding = judge(flow) { findings.append(finding) } }
    waiting.removeAll(where: isDue)
  }

  private func judge(_ flow: OnwardFlow) -> Finding? {
    let (source, destination) = (flow.summary.flow.client.address, flow.summary.flow.server)
    let ports = (listeners[source] ?? []).sorted()
    let isListener = listeners[destination.address]?.contains(destination) ?? false
    guard !ports.isEmpty || machines.server(opening: source) != nil, source != destination.address, !isListener
    else { return nil }
    let call = cause(of: flow)
    if let policy = machines.server(opening: source), isOwn(source) {
      let names = flow.name.map { [$0] } ?? []
      guard policy.permission(for: destination, names: names, flow.summary.flow.transport) == nil else { return nil }
      return finding(flow, call, .high, confidence: 0.9, "the policy of \(policy.name) does not allow it")
    }
    guard let call, !sharedMachines.contains(source), !egress.isInternal(destination.address) else { return nil }
    let isMentioned = call.mentions(destination.address.description) || flow.name.map { call.mentions($0) } ?? false
    guard !isMentioned else { return nil }
    let largest = max(call.argumentBytes, call.resultBytes)
    let isCopy = flow.sent >= 1_024 && flow.sent > flow.received && Double(flow.sent) >= 0.5 * Double(largest)
    let why = isCopy ? "it sent about as much as the call carried" : "nothing in the call names it"
    return finding(flow, call, isCopy ? .high : .low, confidence: isCopy ? 0.8 : 0.3, why)
  }

  /// Where client and server share a machine, only a policy that names its address says that its flows are the server's.
  private func isOwn(_ machine: IPAddress) -> Bool {
    !sharedMachines.contains(machine) || egress.server(opening: machine) != nil
  }

  /// The call during which, or shortly after which, the flow was opened: of several the one that began last before it.
  private func cause(of flow: OnwardFlow) -> CallTrace? {
    let opened = flow.summary.extent.start
    let machine = flow.summary.flow.client.address
    return calls.filter { $0.flow.server.address == machine }
      .filter { opened - $0.started >= -Self.beforeNanoseconds && opened - $0.ended <= Self.afterNanoseconds }
      .max { $0.started < $1.started }
  }

  private func finding(
    _ flow: OnwardFlow, _ call: CallTrace?, _ severity: Severity, confidence: Double, _ why: String
  ) -> Finding {
    let reference = flow.summary.flow
    var extent = flow.summary.extent
    if let call { extent.extend(over: call.extent) }
    let sent = ByteWords.text(flow.sent)
    let title: FindingText =
      call.map { "\(reference.client.address) sent \(own: sent) to \(flow.destination) during \($0.tool)" }
      ?? "\(reference.client.address) sent \(own: sent) to \(flow.destination)"
    let story: FindingText =
      call.map {
        """
        \($0.tool) at \($0.flow.server) was called with \(own: ByteWords.text($0.argumentBytes)) and answered with \
        \(own: ByteWords.text($0.resultBytes)). After \(own: Self.delay(from: $0.started, to: flow.summary.extent.start)):
        """
      } ?? ""
    let proof = call.map { Provenance(flow: $0.flow.id, extent: $0.extent) }
    return Self.about.finding(
      title, severity: severity, confidence: confidence,
      subject: FindingSubject(
        server: call?.flow.server ?? Endpoint(reference.client.address, 0), tool: call?.tool,
        destination: flow.destination),
      key: "egress \(reference.server)", flow: reference, extent: extent,
      evidence: Evidence(Provenance(flow: reference.id, extent: flow.summary.extent), proof.map { [$0] } ?? []),
      score: [
        ScorePart("bytes_sent", flow.sent), ScorePart("bytes_received", flow.received),
        ScorePart("arguments_bytes", call?.argumentBytes ?? 0), ScorePart("result_bytes", call?.resultBytes ?? 0),
      ],
      explanation: """
        \(story) the server's machine opened a flow to \(flow.destination) (\(reference.server)), sent \(own: sent) and received \
        \(own: ByteWords.text(flow.received)): \(own: why).
        """)
  }

  private static func delay(from start: Timestamp, to end: Timestamp) -> String {
    let milliseconds = max(0, (end - start) / 1_000_000)
    return milliseconds < 2_000 ? "\(milliseconds) ms" : "\(milliseconds / 1_000) s"
  }
}
