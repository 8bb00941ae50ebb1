import Policy
package import TrafficModel

/// A log that is followed: what was done is told at once; what is missing on one side, once the other had time to show it.
extension HostActivityDetector {
  /// Connects and flows wait so long for each other, in capture time.
  static let graceNanoseconds: Int64 = 5_000_000_000
  /// Flows that ended are remembered so long, for connects that the log tells late.
  static let memoryNanoseconds: Int64 = 120_000_000_000
  /// What waits, and the changes of files that may explain a definition; of more, the oldest are let go.
  static let waitingLimit = 50_000

  package mutating func observe(_ sightings: HostSightings, findings: inout [Finding]) {
    isFollowing = true
    logSpan = sightings.logSpan ?? logSpan
    for event in sightings.events { take(event, &findings) }
    guard let captured = sightings.captured else { return }
    capturedSpan = (captured.lowerBound, captured.upperBound)
    if sightings.openServers.contains(where: \.address.isLoopback) { sawLoopback = true }
    judgeConnects(captured.upperBound, sightings.openServers, &findings)
    judgeFlows(captured.upperBound, &findings)
    forget(before: captured.upperBound.advanced(byNanoseconds: -Self.memoryNanoseconds))
  }

  mutating func wait(_ flow: FlowSummary) {
    waitingFlows.append(flow)
    if waitingFlows.count > Self.waitingLimit { waitingFlows.removeFirst(Self.waitingLimit / 2) }
  }

  private mutating func take(_ event: HostEvent, _ findings: inout [Finding]) {
    switch event.action {
    case .connect:
      connections.add(event)
      connects.append(event)
      if connects.count > Self.waitingLimit { connects.removeFirst(Self.waitingLimit / 2) }
      if let key = Self.key(event) { auditedServers.insert(key.server) }
      if let finding = unknownProgram(event) { findings.append(finding) }
    case .execute: if let finding = unknownProgram(event) { findings.append(finding) }
    case .changeFile:
      guard Self.isFileChange(event), let key = Self.key(event) else { return }
      fileChanges.append(event)
      if fileChanges.count > Self.waitingLimit { fileChanges.removeFirst(Self.waitingLimit / 2) }
      findings.append(HostFindings.fileChange(event, key.server, isOver: false))
    case .bind, .accept, .local: break
    }
  }

  private mutating func judgeConnects(_ now: Timestamp, _ open: Set<Endpoint>, _ findings: inout [Finding]) {
    let due = connects.filter { now - $0.time >= Self.graceNanoseconds }
    guard !due.isEmpty else { return }
    let all = connects.sorted { $0.time < $1.time }
    connects.removeAll { now - $0.time >= Self.graceNanoseconds }
    for event in due {
      guard case .connect(let destination) = event.action, !open.contains(destination) else { continue }
      if let finding = unseen(event, among: all) { findings.append(finding) }
    }
  }

  private mutating func judgeFlows(_ now: Timestamp, _ findings: inout [Finding]) {
    let due = waitingFlows.filter { now - $0.extent.end >= Self.graceNanoseconds }
    guard !due.isEmpty else { return }
    waitingFlows.removeAll { now - $0.extent.end >= Self.graceNanoseconds }
    findings += due.compactMap(unexplained)
  }

  private mutating func forget(before time: Timestamp) {
    for (server, flows) in starts {
      let kept = flows.filter { $0.end >= time.nanoseconds }
      guard kept.count != flows.count else { continue }
      flowCount -= flows.count - kept.count
      starts[server] = kept.isEmpty ? nil : kept
    }
  }
}
