import Policy
package import TrafficModel

/// What MCP servers' own machines talk to: destinations that the policy does not allow, or, without a policy, flows that follow
/// a tool call to a destination the call does not mention.
package struct ServerEgressDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-08", title: "Undeclared egress of an MCP server", severity: .high,
    fires:
      "on a flow of an MCP server's machine that its policy does not allow (high); without a policy, on one opened during a call "
      + "or within ten seconds, or a request in one that is kept open, to a destination outside that the call does not ask for: "
      + "high when what goes there, all together and within a minute, is 40 % of the call's arguments or result, medium from 10 % and "
      + "2 KiB, which compressed it would be, low otherwise",
    staysSilent:
      "for names and time where no policy is, for destinations that arguments mention, or results unless they are copied there, "
      + "for other MCP servers, and where client and server share a machine",
    falseAlarms: ["telemetry", "the server's own database or upstream service"],
    references: [
      .attack("T1041"), .atlas("AML.T0086"), .owasp("MCP04"), .safe("SAFE-T1003"), .safe("SAFE-T1203"),
    ])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message, .session, .flow, .http]
  private static let servers = 16_384
  private static let portsEach = 64
  /// Calls remembered of all servers: some kilobytes each.
  private static let callsKept = 4_096
  private static let flowsWaiting = 4_096
  /// A call may be stated after the flow that it opened.
  private static let waitNanoseconds: Int64 = 60_000_000_000
  private static let afterNanoseconds: Int64 = 10_000_000_000
  /// A copy may be sent on later than a server's work for the call goes on.
  private static let copyNanoseconds: Int64 = 60_000_000_000
  /// Clocks and buffers: a flow may be seen shortly before the call that caused it.
  private static let beforeNanoseconds: Int64 = 50_000_000

  private let egress: EgressPolicy
  private var machines: PolicyMachines
  /// In the order they were stated.
  private var calls: [CallTrace] = []
  /// Where MCP servers listen, by machine.
  private var listeners = RecentTable<IPAddress, Set<Endpoint>>(limit: Self.servers)
  private var sharedMachines = RecentTable<IPAddress, Void>(limit: Self.servers)
  private var waiting: [OnwardFlow] = []
  /// Flows of which requests were seen.
  private var exchanged = RecentTable<FlowID, Void>(limit: Self.flowsWaiting)
  /// What went to one destination because of one call: a copy may go in pieces.
  private var sums = RecentTable<Onward, (sent: UInt64, received: UInt64)>(limit: Self.flowsWaiting)

  private struct Onward: Hashable, Sendable {
    var call: FlowID
    var started: Timestamp
    var destination: Endpoint
  }

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    egress = setup.egress
    machines = PolicyMachines(setup.egress)
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    note(message.flow, message.session)
  }

  package mutating func observe(_ session: MCPSession, findings: inout [Finding]) {
    note(session.flow, session.session)
  }

  package mutating func observe(_ call: ToolCall, reading: ExcerptReader, findings: inout [Finding]) {
    note(call.flow, call.session)
    guard let trace = CallTrace(call, reading) else { return }
    if calls.count >= Self.callsKept { calls.removeFirst(Self.callsKept / 2) }
    calls.append(trace)
  }

  package mutating func observe(_ flow: FlowSummary, findings: inout [Finding]) {
    take(OnwardFlow(flow), isName: flow.service == "dns" || flow.service == "mdns", &findings)
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    // Of servers that are known by now; a flow that ends tells of the others.
    guard listeners.contains(exchange.flow.client.address), let onward = OnwardFlow(exchange) else { return }
    take(onward, isName: false, &findings)
  }

  package mutating func advance(to now: Timestamp, findings: inout [Finding]) {
    judge(&findings) { now - $0.extent.end > Self.waitNanoseconds }
  }

  package mutating func finish(findings: inout [Finding]) { judge(&findings) { _ in true } }

  private mutating func note(_ flow: FlowReference, _ session: SessionReference) {
    machines.learn(flow, session)
    let machine = flow.server.address
    if machine == flow.client.address { sharedMachines.insert(machine) }
    if let known = listeners[machine] {
      guard known.count < Self.portsEach, !known.contains(flow.server) else { return }
    }
    listeners[machine, default: []].insert(flow.server)
  }

  private mutating func take(_ flow: OnwardFlow, isName: Bool, _ findings: inout [Finding]) {
    // Everybody asks for names and time; only a policy says whom.
    let isService = isName || [53, 123].contains(flow.flow.server.port)
    guard !isService || machines.server(opening: flow.flow.client.address) != nil else { return }
    if waiting.count >= Self.flowsWaiting { judge(&findings) { _ in true } }
    var flow = flow
    if flow.isExchange {
      flow.isFirst = exchanged.insert(flow.flow.id)
    }
    waiting.append(flow)
  }

  /// Judges the flows that are due, in the order they came.
  private mutating func judge(_ findings: inout [Finding], isDue: (OnwardFlow) -> Bool) {
    guard waiting.contains(where: isDue) else { return }
    for flow in waiting where isDue(flow) { if let finding = judge(flow) { findings.append(finding) } }
    waiting.removeAll(where: isDue)
  }

  private mutating func judge(_ flow: OnwardFlow) -> Finding? {
    let (source, destination) = (flow.flow.client.address, flow.flow.server)
    let ports = (listeners[source] ?? []).sorted()
    let isListener = listeners[destination.address]?.contains(destination) ?? false
    guard !ports.isEmpty || machines.server(opening: source) != nil, source != destination.address, !isListener
    else { return nil }
    let call = cause(of: flow, within: Self.copyNanoseconds)
    if let policy = machines.server(opening: source), isOwn(source) {
      let names = flow.name.map { [$0] } ?? []
      guard !flow.isExchange, policy.permission(for: destination, names: names, flow.flow.transport) == nil else {
        return nil
      }
      return finding(flow, call, .high, confidence: 0.9, "the policy of \(policy.name) does not allow it")
    }
    guard let call, !sharedMachines.contains(source), !egress.isInternal(destination.address),
      ![53, 123].contains(destination.port), !flow.hasExchanges || isUnseen(flow)
    else { return nil }
    let names = [destination.address.description] + (flow.name.map { [$0] } ?? [])
    guard !names.contains(where: call.asks(for:)) else { return nil }
    let share = addToShare(flow, of: call)
    let isCopy = share >= Self.copyShare
    guard isCopy || !names.contains(where: call.tells(of:)) else { return nil }
    // A connection that was open before serves many calls: what is small says nothing of this one.
    guard isCopy || (flow.isFirst && flow.extent.start - call.ended <= Self.afterNanoseconds) else { return nil }
    let why = isCopy ? "what went there is about as much as the call carried" : "nothing in the call names it"
    if !isCopy, share >= Self.compressedShare {
      return finding(
        flow, call, .medium, confidence: 0.5, "what went there would hold what the call carried, compressed")
    }
    return finding(flow, call, isCopy ? .high : .low, confidence: isCopy ? 0.8 : 0.3, why)
  }

  /// No request of the flow was seen: its requests are judged instead where they were.
  private func isUnseen(_ flow: OnwardFlow) -> Bool { !exchanged.contains(flow.flow.id) }

  private static let copyShare = 0.4
  /// Text becomes a tenth to a third of itself.
  private static let compressedShare = 0.1
  private static let compressedBytes: UInt64 = 2_048

  /// Adds the flow to all that went there because of the call, and gives that as a share of what it carried; 0 of a mere question: questions are small, or come
  /// from the arguments and are answered with as much.
  private mutating func addToShare(_ flow: OnwardFlow, of call: CallTrace) -> Double {
    let onward = Onward(call: call.flow.id, started: call.started, destination: flow.flow.server)
    var sum = sums[onward] ?? (0, 0)
    sum.sent &+= flow.sent
    sum.received &+= flow.received
    sums[onward] = sum
    let largest = max(call.argumentBytes, call.contentBytes)
    let share = Double(sum.sent) / Double(max(1, largest))
    guard sum.sent >= (share >= Self.copyShare ? 1_024 : Self.compressedBytes) else { return 0 }
    let isMore = sum.sent > sum.received || sum.sent > 4 * UInt64(clamping: call.argumentBytes) &+ 1_024
    return isMore ? share : 0
  }

  /// Where client and server share a machine, only a policy that names its address says that its flows are the server's.
  private func isOwn(_ machine: IPAddress) -> Bool {
    !sharedMachines.contains(machine) || egress.server(opening: machine) != nil
  }

  /// The call during which, or shortly after which, the flow was opened: of several the one that began last before it.
  private func cause(of flow: OnwardFlow, within after: Int64) -> CallTrace? {
    let opened = flow.extent.start
    let machine = flow.flow.client.address
    return calls.filter { $0.flow.server.address == machine }
      .filter { opened - $0.started >= -Self.beforeNanoseconds && opened - $0.ended <= after }
      .max { $0.started < $1.started }
  }

  private func finding(
    _ flow: OnwardFlow, _ call: CallTrace?, _ severity: Severity, confidence: Double, _ why: String
  ) -> Finding {
    let reference = flow.flow
    var extent = flow.extent
    if let call { extent.extend(over: call.extent) }
    let sent = ByteWords.text(flow.sent)
    let title: FindingText =
      call.map { "\(reference.client.address) sent \(own: sent) to \(flow.destination) during \($0.tool)" }
      ?? "\(reference.client.address) sent \(own: sent) to \(flow.destination)"
    let story: FindingText =
      call.map {
        """
        \($0.tool) at \($0.flow.server) was called with \(own: ByteWords.text($0.argumentBytes)) and answered with \
        \(own: ByteWords.text($0.resultBytes)). After \(own: Self.delay(from: $0.started, to: flow.extent.start)):
        """
      } ?? ""
    let proof = call.map { Provenance(flow: $0.flow.id, extent: $0.extent) }
    return Self.about.finding(
      title, severity: severity, confidence: confidence,
      subject: FindingSubject(
        server: call?.flow.server ?? Endpoint(reference.client.address, 0), tool: call?.tool,
        destination: flow.destination),
      key: "egress \(reference.server)", flow: reference, extent: extent,
      evidence: Evidence(Provenance(flow: reference.id, extent: flow.extent), proof.map { [$0] } ?? []),
      score: [
        ScorePart("bytes_sent", flow.sent), ScorePart("bytes_received", flow.received),
        ScorePart("arguments_bytes", call?.argumentBytes ?? 0), ScorePart("result_bytes", call?.resultBytes ?? 0),
      ],
      explanation: """
        \(story) the server's machine turned to \(flow.destination) (\(reference.server)), sent \(own: sent) and received \
        \(own: ByteWords.text(flow.received)): \(own: why).
        """)
  }

  private static func delay(from start: Timestamp, to end: Timestamp) -> String {
    let milliseconds = max(0, (end - start) / 1_000_000)
    return milliseconds < 2_000 ? "\(milliseconds) ms" : "\(milliseconds / 1_000) s"
  }
}
