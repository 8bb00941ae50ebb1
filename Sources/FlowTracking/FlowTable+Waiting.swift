import PacketDecoding
import TrafficModel

/// Deciding that missing frames will not come. A passive reader must neither wait for ever nor take a frame that is merely
/// late in the capture for a lost one.
extension FlowTable {
  /// What capture time makes due, over all flows.
  mutating func settleDue(at moment: Moment, isTick: Bool) {
    // Each once: what still waits is queued anew, and at the end of time its next look is as due as this one was.
    var remaining = waiting.count
    while remaining > 0, waiting.isDue(at: now, frame: counters.frames, isTick: isTick), let flow = waiting.popFirst() {
      remaining -= 1
      flow.isQueuedWaiting = false
      if !flow.isEnded { settle(flow, at: flow.lastMoment, isTick: isTick) }
    }
    expire(at: moment, isTick: isTick)
    updateCounters()
  }

  /// Settles what this flow has waited for long enough, and sees to it that the rest is looked at again.
  mutating func settle(_ flow: Flow, at moment: Moment, isTick: Bool) {
    let heldBefore = flow.connection.heldCost
    settleSide(of: flow, isLow: true, at: moment, isTick: isTick)
    settleSide(of: flow, isLow: false, at: moment, isTick: isTick)
    flow.connection.tellEnds(of: flow, observer: observer)
    counters.heldBytes &+= flow.connection.heldCost &- heldBefore
    updateFacts(of: flow)
    guard flow.connection.isWaiting, !flow.isQueuedWaiting else { return }
    flow.isQueuedWaiting = true
    let look = nextLook(at: flow)
    waiting.append(flow, deadline: look.deadline, frame: look.frame)
    if waiting.count > 64 + 2 * limits.flows { waiting.compact() }
  }

  /// When the flow's waiting may be over. Never later than a constant from now, so that the queue keeps its order.
  private func nextLook(at flow: Flow) -> (deadline: Int64, frame: UInt64) {
    let latest = now &+ limits.quietReorderingTime
    var look = (deadline: latest, frame: counters.frames &+ limits.reorderedFrames)
    for wait in [flow.connection.low.wait, flow.connection.high.wait] {
      guard let wait else { continue }
      let time = wait.isAcknowledged ? limits.quietReorderingTime : limits.oneSidedHoleTime
      look.deadline = min(look.deadline, wait.time &+ time)
      look.frame = min(look.frame, wait.frames &+ limits.reorderedFrames)
    }
    // What was due and still waits is waiting for something else.
    return look.deadline <= now && look.frame <= counters.frames ? (latest, look.frame) : look
  }

  private func settleSide(of flow: Flow, isLow: Bool, at moment: Moment, isTick: Bool) {
    let frames = flow.connection.frames
    let total = counters.frames
    let time = now
    let peerIsCaptured = (isLow ? flow.connection.high.frames : flow.connection.low.frames) > 0
    let isDue = flow.connection.withSides(fromLow: isLow) { side, _ in
      guard let wait = side.updatedWait(flowFrames: frames, frames: total, time: time) else { return false }
      return wait.isAcknowledged
        ? isSettled(wait, frames, total, time, isTick: isTick)
        : isHopeless(wait, total, time, peerIsCaptured: peerIsCaptured, isTick: isTick)
    }
    if isDue { giveUp(of: flow, isLow: isLow, isAcknowledgedOnly: true, at: moment) }
  }

  /// The bytes are known to have arrived at their receiver, or are the first of a flow picked up midstream: only their
  /// frame may be late.
  private func isSettled(
    _ wait: Connection.Wait, _ flowFrames: UInt64, _ frames: UInt64, _ time: Int64, isTick: Bool
  ) -> Bool {
    let elapsed = time &- wait.time
    let own = flowFrames &- wait.flowFrames
    if own >= limits.reorderedFlowFrames && elapsed >= limits.reorderingTime { return true }
    // Captures without usable times still have an order.
    if own >= 32 &* limits.reorderedFlowFrames { return true }
    return (isTick || frames &- wait.frames >= limits.reorderedFrames) && elapsed >= limits.quietReorderingTime
  }

  /// Nobody acknowledged the missing bytes, so they may be sent again; but not for ever.
  private func isHopeless(
    _ wait: Connection.Wait, _ frames: UInt64, _ time: Int64, peerIsCaptured: Bool, isTick: Bool
  ) -> Bool {
    guard isTick || frames &- wait.frames >= limits.reorderedFrames else { return false }
    return time &- wait.time >= (peerIsCaptured ? limits.unacknowledgedHoleTime : limits.oneSidedHoleTime)
  }

  /// Settles the origin of a direction, or declares its holes: those that were acknowledged, else the oldest.
  func giveUp(of flow: Flow, isLow: Bool, isAcknowledgedOnly: Bool, at moment: Moment) {
    settleRolesByProbe(of: flow)
    var out = FlowDelivery(observer: observer, flow: flow, direction: flow.direction(fromLow: isLow))
    let isMidstream = flow.isMidstream
    flow.connection.withSides(fromLow: isLow) { side, _ in
      if side.reassembler.phase == .provisional {
        side.reassembler.settle(fromAcknowledgement: !isMidstream, moment: moment, into: &out)
      } else if side.reassembler.hasAcknowledgedHole && isAcknowledgedOnly {
        side.reassembler.declareAcknowledgedGaps(moment: moment, into: &out)
      } else {
        _ = side.reassembler.declareOldestGap(moment: moment, into: &out)
      }
      side.wait = nil
    }
  }

  /// The last moment to decide who is the client: before anything is told.
  private func settleRolesByProbe(of flow: Flow) {
    guard !flow.connection.rolesAreSettled else { return }
    let low = flow.connection.low.reassembler.held.first.flatMap { RoleProbe.sender(of: $0.bytes.span.bytes) }
    let high = flow.connection.high.reassembler.held.first.flatMap { RoleProbe.sender(of: $0.bytes.span.bytes) }
    let clientIsLow: Bool
    switch (low, high) {
    case (.client, _), (nil, .server): clientIsLow = true
    case (.server, _), (nil, .client): clientIsLow = false
    case (nil, nil): clientIsLow = flow.clientIsLow
    }
    flow.connection.settleRoles(clientIsLow: clientIsLow, of: flow)
  }

  /// Keeps what waits within its limits: in the direction that just grew, in its flow, and in all.
  mutating func keepLimits(of flow: Flow, fromLow: Bool, moment: Moment) {
    var isOver = false
    while exceedsOwnLimits(flow, fromLow: fromLow) {
      isOver = true
      let before = flow.connection.heldCost
      giveUp(of: flow, isLow: fromLow, isAcknowledgedOnly: false, at: moment)
      counters.heldBytes &+= flow.connection.heldCost &- before
      // The other direction alone fills the flow's share.
      if flow.connection.heldCost == before { break }
    }
    if isOver { observer.anomaly(.reassemblyLimit, of: flow, moment: moment) }
    while counters.heldBytes > limits.heldBytes, let oldest = waiting.popFirst() {
      oldest.isQueuedWaiting = false
      if !oldest.isEnded { release(oldest, at: moment) }
    }
    if counters.heldBytes > limits.heldBytes { release(flow, at: moment) }
  }

  private func exceedsOwnLimits(_ flow: Flow, fromLow: Bool) -> Bool {
    let total = flow.connection.heldCost
    let isOver = flow.connection.withSides(fromLow: fromLow) { sender, _ in
      let held = sender.reassembler.held.cost
      return held > limits.heldBytesPerDirection || (held > 0 && total > limits.heldBytesPerFlow)
        || sender.reassembler.held.count > limits.heldSegmentsPerDirection
    }
    return isOver
  }

  /// Gives up everything a flow holds.
  private mutating func release(_ flow: Flow, at moment: Moment) {
    let before = flow.connection.heldCost
    for isLow in [true, false] {
      while flow.connection.heldCost(low: isLow) > 0 {
        giveUp(of: flow, isLow: isLow, isAcknowledgedOnly: false, at: moment)
      }
    }
    flow.connection.tellEnds(of: flow, observer: observer)
    counters.heldBytes &+= flow.connection.heldCost &- before
    updateFacts(of: flow)
    if before > 0 { observer.anomaly(.reassemblyLimit, of: flow, moment: moment) }
  }

  /// What is left of both directions when their flow ends, the client's first.
  mutating func finishStreams(of flow: Flow, at moment: Moment) {
    settleRolesByProbe(of: flow)
    counters.heldBytes &-= flow.connection.heldCost
    let isMidstream = flow.isMidstream
    for isLow in [flow.clientIsLow, !flow.clientIsLow] {
      var out = FlowDelivery(observer: observer, flow: flow, direction: flow.direction(fromLow: isLow))
      flow.connection.withSides(fromLow: isLow) { side, _ in
        side.reassembler.settle(fromAcknowledgement: !isMidstream, moment: flow.lastMoment, into: &out)
        side.reassembler.finish(moment: flow.lastMoment, into: &out)
      }
      flow.connection.tellEnds(of: flow, observer: observer)
    }
    updateFacts(of: flow)
  }
}

extension Connection {
  func heldCost(low isLow: Bool) -> Int { isLow ? low.reassembler.held.cost : high.reassembler.held.cost }
}

extension Connection.Side {
  /// Since when this direction has been waiting for what it waits for now; nil when it does not.
  mutating func updatedWait(flowFrames: UInt64, frames: UInt64, time: Int64) -> Connection.Wait? {
    guard reassembler.isWaiting else {
      wait = nil
      return nil
    }
    let isAcknowledged = reassembler.phase == .provisional || reassembler.hasAcknowledgedHole
    if let wait, wait.position == reassembler.next, wait.isAcknowledged == isAcknowledged { return wait }
    wait = Connection.Wait(
      position: reassembler.next, isAcknowledged: isAcknowledged, flowFrames: flowFrames, frames: frames, time: time)
    return wait
  }
}
