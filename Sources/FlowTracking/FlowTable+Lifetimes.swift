import PacketDecoding
import TrafficModel

/// Beginning and ending flows.
extension FlowTable {
  mutating func begin(
    _ key: FlowKey, client: Endpoint, server: Endpoint, isMidstream: Bool, network: NetworkFacts, after: Flow?,
    moment: Moment
  ) -> Flow {
    if flows.count >= limits.flows { evict(at: moment) }
    // Two flows of one key that begin at the same instant still need two names.
    let start = after?.extent.start == moment.time ? moment.time.advanced(byNanoseconds: 1) : moment.time
    let reference = FlowReference(
      id: FlowID(key, start: start), client: client, server: server, transport: key.transport)
    let queue: IdleQueues.Queue = key.transport == .udp ? .datagrams : .attempts
    let slot = idle.insert(into: queue, at: now, frame: counters.frames)
    let flow = Flow(key: key, reference: reference, isMidstream: isMidstream, moment: moment, slot: slot)
    if !network.tunnels.isEmpty { flow.tunnels = network.tunnels.names }
    if slot < slots.count { slots[slot] = flow } else { slots.append(flow) }
    flows[key] = flow
    recent.note(flow)
    counters.flows &+= 1
    nextExpiry = min(nextExpiry, now &+ idleTime(of: queue))
    observer.flowBegan(flow, at: moment)
    return flow
  }

  /// Ends a flow with everything it still holds. `state` says why; what the flow itself knows of its end goes before.
  mutating func end(_ flow: Flow, _ state: FlowSummary.State, at moment: Moment) {
    guard !flow.isEnded else { return }
    flow.isEnded = true
    if flow.key.transport == .tcp { finishStreams(of: flow, at: moment) }
    flows[flow.key] = nil
    recent.remove(flow)
    slots[flow.slot] = nil
    idle.remove(flow.slot)
    observer.flowEnded(flow, state: finalState(of: flow, state), at: moment)
  }

  /// The flow was used now.
  mutating func touch(_ flow: Flow, in queue: IdleQueues.Queue) {
    idle.touch(flow.slot, in: queue, at: now, frame: counters.frames)
    let due = now &+ idleTime(of: queue)
    if due < nextExpiry { nextExpiry = due }
  }

  func idleTime(of queue: IdleQueues.Queue) -> Int64 {
    switch queue {
    case .closed: limits.idleClosed
    case .attempts: limits.idleAttempt
    case .datagrams: limits.idleDatagrams
    case .established: limits.idleEstablished
    }
  }

  /// Ends flows that were idle too long. A frame that is merely late in the capture must still find its flow, so frames
  /// must have passed as well as time, unless the caller says that time has come.
  mutating func expire(at moment: Moment, isTick: Bool) {
    guard now >= nextExpiry else { return }
    nextExpiry = .max
    for queue in IdleQueues.Queue.allCases {
      let limit = idleTime(of: queue)
      while let oldest = idle.oldest(in: queue) {
        let due = oldest.lastSeen &+ limit
        let frames = counters.frames &- oldest.lastFrame
        guard due <= now, isTick || frames >= limits.reorderedFrames, let flow = slots[oldest.slot] else {
          nextExpiry = min(nextExpiry, due)
          break
        }
        end(flow, .timedOut, at: flow.lastMoment)
      }
    }
  }

  private mutating func evict(at moment: Moment) {
    guard let slot = victim(), let flow = slots[slot] else { return }
    counters.evictedFlows &+= 1
    observer.anomaly(.flowLimit, of: flow, moment: moment)
    end(flow, .evicted, at: moment)
  }

  /// Closed flows first, then attempts when they fill more than a quarter of the table, then whatever is idle longest.
  private func victim() -> Int? {
    if let closed = idle.oldest(in: .closed) { return closed.slot }
    if idle.count(in: .attempts) > limits.flows / 4, let attempt = idle.oldest(in: .attempts) { return attempt.slot }
    let oldest = IdleQueues.Queue.allCases.compactMap { idle.oldest(in: $0) }
    return oldest.min { ($0.lastSeen, $0.lastFrame) < ($1.lastSeen, $1.lastFrame) }?.slot
  }

  private func finalState(of flow: Flow, _ state: FlowSummary.State) -> FlowSummary.State {
    guard flow.key.transport == .tcp else { return state }
    if flow.connection.isRejected { return .rejected }
    if flow.connection.isReset { return .reset }
    if flow.connection.isClosed { return .closed }
    return flow.connection.isAttempt && state != .evicted ? .attempted : state
  }

  mutating func updateCounters() {
    counters.openFlows = flows.count
  }
}
