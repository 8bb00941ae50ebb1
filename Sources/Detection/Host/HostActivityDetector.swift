import Policy
package import TrafficModel

/// Holds a host's audit log against the wire: what processes did, and what was seen of it.
///
/// Absence on either side counts only where the other side was there to see: within the capture's time, and within the log's.
package struct HostActivityDetector: Detector {
  package static let about = HostDescriptions.unseenConnect
  package static let others = [
    HostDescriptions.unexplainedFlow, HostDescriptions.unknownProgram, HostDescriptions.changeOnDisk,
    HostDescriptions.fileChange,
  ]
  package static let interest: TrafficEvent.Kinds = [.flow, .toolDefinition]

  /// Flows remembered, to tell at the end which connects were seen. Beyond it nothing is said of unseen ones.
  private static let flowLimit = 1_000_000
  /// A server reads its changed files when it starts again, which may be the next day.
  private static let changeNanoseconds: Int64 = 86_400_000_000_000

  private let policy: EgressPolicy
  private let connections: HostConnections
  private let connects: [HostEvent]
  private let programs: [HostEvent]
  private let fileChanges: [HostEvent]
  /// When the log was watching.
  private let logSpan: ClosedRange<Timestamp>?
  private let auditedServers: Set<String>
  private var starts: [Endpoint: [Int64]] = [:]
  private var flowCount = 0
  private var capturedSpan: (start: Timestamp, end: Timestamp)?
  private var sawLoopback = false
  private var toldChanges: Set<UInt64> = []

  /// - Parameters:
  ///   - events: in order of time.
  ///   - span: when the log was watching.
  package init(_ events: [HostEvent], span: ClosedRange<Timestamp>?, _ setup: DetectionSetup = DetectionSetup()) {
    policy = setup.egress
    connections = HostConnections(events, policy: setup.egress)
    connects = events.filter { if case .connect = $0.action { true } else { false } }
    programs = events.filter { if case .execute = $0.action { true } else { false } }
    fileChanges = events.filter { event in
      guard case .changeFile = event.action, event.succeeded else { return false }
      return Self.key(event).map { [.configuration, .tools].contains($0.subject) } ?? false
    }
    logSpan = span
    auditedServers = Set(connects.compactMap { Self.key($0)?.server })
  }

  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    switch event {
    case .flow(let flow):
      note(flow)
      if let finding = unexplained(flow) { findings.append(finding) }
    case .toolDefinition(let definition): if let finding = change(definition) { findings.append(finding) }
    default: break
    }
  }

  package mutating func finish(findings: inout [Finding]) {
    for connect in connects {
      if let finding = unknownProgram(connect) { findings.append(finding) }
      if let finding = unseen(connect) { findings.append(finding) }
    }
    for program in programs { if let finding = unknownProgram(program) { findings.append(finding) } }
    for change in fileChanges where !toldChanges.contains(change.serial) {
      if let key = Self.key(change) { findings.append(HostFindings.fileChange(change, key.server)) }
    }
  }

  static func key(_ event: HostEvent) -> AuditKey? { event.key.flatMap { AuditKey($0.rawTextForMatchingAndStorage) } }

  // MARK: Flows

  private mutating func note(_ flow: FlowSummary) {
    let extent = flow.extent
    capturedSpan = (
      min(capturedSpan?.start ?? extent.start, extent.start), max(capturedSpan?.end ?? extent.end, extent.end)
    )
    if flow.flow.server.address.isLoopback { sawLoopback = true }
    guard flowCount < Self.flowLimit else { return }
    flowCount += 1
    starts[flow.flow.server, default: []].append(extent.start.nanoseconds)
  }

  private func unexplained(_ flow: FlowSummary) -> Finding? {
    let (client, server) = (flow.flow.client, flow.flow.server)
    guard let owner = policy.server(opening: client.address), auditedServers.contains(owner.name), !flow.isMidstream,
      flow.flow.transport == .tcp, let logSpan, logSpan.contains(flow.extent.start),
      // What goes to a server's own port is a client's flow, be it from its own machine.
      !owner.listen.contains(where: { $0.contains(server.port) }) || !owner.opensFlows(from: server.address),
      connections.connect(from: client.address, to: server, at: flow.extent.start) == nil
    else { return nil }
    return HostFindings.unexplainedFlow(flow, owner)
  }

  /// A capture without loopback cannot see loopback, and datagram sockets are connected without a packet.
  private func unseen(_ event: HostEvent) -> Finding? {
    guard case .connect(let destination) = event.action, event.succeeded, flowCount < Self.flowLimit, let capturedSpan,
      event.time > capturedSpan.start, event.time < capturedSpan.end, destination.port != 0, destination.port != 53,
      sawLoopback || !destination.address.isLoopback
    else { return nil }
    let time = event.time
    let isSeen = starts[destination]?.contains { start in
      let gap = time - Timestamp(nanoseconds: start)
      return gap >= -HostConnections.beforeNanoseconds && gap <= HostConnections.beforeNanoseconds
    }
    return isSeen ?? false ? nil : HostFindings.unseenConnect(event, destination, Self.key(event)?.server)
  }

  // MARK: Programs and files

  private func unknownProgram(_ event: HostEvent) -> Finding? {
    guard let key = Self.key(event), let server = policy.servers.first(where: { $0.name == key.server }),
      let own = server.executable
    else { return nil }
    let program = event.process.executable.rawTextForMatchingAndStorage
    guard !program.isEmpty, program != own, !server.children.contains(program) else { return nil }
    return HostFindings.unknownProgram(event, server)
  }

  /// A definition that changed on the wire after files of its server were changed on disk.
  private mutating func change(_ definition: ToolDefinition) -> Finding? {
    guard definition.changedFrom != nil,
      let server = policy.server(
        at: definition.flow.server,
        host: definition.session.authority?.rawTextForMatchingAndStorage.split(separator: ":").first.map(String.init),
        implementation: definition.session.server?.name.rawTextForMatchingAndStorage)
    else { return nil }
    let time = definition.extent.start
    let before = fileChanges.filter { change in
      Self.key(change)?.server == server.name && change.time < time && time - change.time <= Self.changeNanoseconds
    }
    guard let last = before.last else { return nil }
    for change in before { toldChanges.insert(change.serial) }
    return HostFindings.changeOnDisk(last, count: before.count, definition, server)
  }
}
