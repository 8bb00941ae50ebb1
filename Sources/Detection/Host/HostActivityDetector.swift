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
  /// Connects that are remembered while a log is followed.
  static let connectLimit = 200_000
  /// A server reads its changed files when it starts again, which may be the next day.
  private static let changeNanoseconds: Int64 = 86_400_000_000_000

  /// Addresses of one name are tried within this time, and so many connects are looked at for them.
  private static let choiceNanoseconds: Int64 = 2_000_000_000
  private static let choiceLimit = 256

  private let policy: EgressPolicy
  var connections: HostConnections
  var connects: [HostEvent]
  private let programs: [HostEvent]
  var fileChanges: [HostEvent]
  /// When the log was watching.
  var logSpan: ClosedRange<Timestamp>?
  var auditedServers: Set<String>
  /// Where captured flows went, and when they began and ended.
  var starts: [Endpoint: [(start: Int64, end: Int64)]] = [:]
  /// The log is followed: what it tells is judged as it comes.
  var isFollowing = false
  /// Flows without a connect, which the log may still tell.
  var waitingFlows: [FlowSummary] = []
  var flowCount = 0
  var capturedSpan: (start: Timestamp, end: Timestamp)?
  var sawLoopback = false
  var toldChanges: Set<UInt64> = []

  /// - Parameters:
  ///   - events: in order of time.
  ///   - span: when the log was watching.
  package init(_ events: [HostEvent], span: ClosedRange<Timestamp>?, _ setup: DetectionSetup = DetectionSetup()) {
    policy = setup.egress
    connections = HostConnections(events, policy: setup.egress, limit: max(events.count, Self.connectLimit))
    connects = events.filter { if case .connect = $0.action { true } else { false } }
    programs = events.filter { if case .execute = $0.action { true } else { false } }
    fileChanges = events.filter(Self.isFileChange)
    logSpan = span
    auditedServers = Set(connects.compactMap { Self.key($0)?.server })
  }

  package mutating func observe(_ flow: FlowSummary, findings: inout [Finding]) {
    note(flow)
    guard let finding = unexplained(flow) else { return }
    if isFollowing { wait(flow) } else { findings.append(finding) }
  }

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    if let finding = change(definition) { findings.append(finding) }
  }

  /// What waits when the log is followed is judged by the run that goes on.
  package mutating func finish(findings: inout [Finding]) {
    guard !isFollowing else { return }
    for connect in connects {
      if let finding = unknownProgram(connect) { findings.append(finding) }
      if let finding = unseen(connect, among: connects) { findings.append(finding) }
    }
    for program in programs { if let finding = unknownProgram(program) { findings.append(finding) } }
    for change in fileChanges where !toldChanges.contains(change.serial) {
      if let key = Self.key(change) { findings.append(HostFindings.fileChange(change, key.server, isOver: true)) }
    }
  }

  static func isFileChange(_ event: HostEvent) -> Bool {
    guard case .changeFile = event.action, event.succeeded else { return false }
    return key(event).map { [.configuration, .tools].contains($0.subject) } ?? false
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
    starts[flow.flow.server, default: []].append((extent.start.nanoseconds, extent.end.nanoseconds))
  }

  func unexplained(_ flow: FlowSummary) -> Finding? {
    let (client, server) = (flow.flow.client, flow.flow.server)
    guard let owner = policy.server(opening: client.address), auditedServers.contains(owner.name), !flow.isMidstream,
      flow.flow.transport == .tcp, let logSpan, logSpan.contains(flow.extent.start),
      // What goes to a server's own port is a client's flow, be it from its own machine.
      !owner.listen.contains(where: { $0.contains(server.port) }) || !owner.opensFlows(from: server.address),
      connections.forgottenBefore.map({ flow.extent.start > $0 }) ?? true,
      connections.connect(from: client.address, to: server, at: flow.extent.start) == nil
    else { return nil }
    return HostFindings.unexplainedFlow(flow, owner)
  }

  /// A capture without loopback cannot see loopback, and datagram sockets are connected without a packet: `getaddrinfo` does
  /// so with each address of a name, to find out which one to prefer (RFC 6724 §6).
  ///
  /// - Parameter others: connects of about the same time, in order of time.
  func unseen(_ event: HostEvent, among others: [HostEvent]) -> Finding? {
    guard case .connect(let destination) = event.action, event.succeeded, flowCount < Self.flowLimit, let capturedSpan,
      event.time > capturedSpan.start, event.time < capturedSpan.end, destination.port != 0, destination.port != 53,
      !destination.address.isUnspecified, sawLoopback || !destination.address.isLoopback,
      !isSeen(destination, at: event.time)
    else { return nil }
    return isChoice(event, destination, among: others)
      ? nil : HostFindings.unseenConnect(event, destination, Self.key(event)?.server)
  }

  private func isSeen(_ destination: Endpoint, at time: Timestamp) -> Bool {
    starts[destination]?.contains { flow in
      let gap = time - Timestamp(nanoseconds: flow.start)
      return gap >= -HostConnections.beforeNanoseconds && gap <= HostConnections.beforeNanoseconds
    } ?? false
  }

  /// One of several addresses that a process tried for one port at the same moment, of which another was used.
  private func isChoice(_ event: HostEvent, _ destination: Endpoint, among others: [HostEvent]) -> Bool {
    let earliest = event.time.advanced(byNanoseconds: -Self.choiceNanoseconds)
    var (low, high) = (0, others.count)
    while low < high {
      let middle = (low + high) / 2
      if others[middle].time < earliest { low = middle + 1 } else { high = middle }
    }
    for other in others[low...].prefix(Self.choiceLimit) where other.process.pid == event.process.pid {
      guard other.time - event.time <= Self.choiceNanoseconds else { return false }
      if case .connect(let choice) = other.action, choice.port == destination.port, choice != destination,
        isSeen(choice, at: other.time)
      {
        return true
      }
    }
    return false
  }

  // MARK: Programs and files

  func unknownProgram(_ event: HostEvent) -> Finding? {
    guard let key = Self.key(event), let server = policy.servers.first(where: { $0.name == key.server }),
      let own = server.executable
    else { return nil }
    // Nothing is reached so: it is how a program learns its own address.
    if case .connect(let destination) = event.action, destination.address.isUnspecified { return nil }
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
