import TrafficModel

extension TLSConversation {
  /// What came of a record.
  enum Outcome { case done, wait, notARecord }

  /// An event that is no record, in its turn.
  func happen(_ event: HeldUnit.Event, _ side: TLSSide, _ moment: Moment) {
    if side.isWaiting {
      hold(event, side, moment)
    } else {
      process(event, side, moment)
    }
    release()
  }

  // The only place that copies ciphertext beyond one record: it must outlive its frames until it can be read.
  func hold(_ event: HeldUnit.Event, _ side: TLSSide, _ moment: Moment) {
    side.isWaiting = true
    let unit = HeldUnit(direction: side.direction, event: event, moment: moment)
    let cost = unit.byteCount + resources.limits.heldRecordCost
    guard heldBytes + cost <= resources.limits.heldBytesPerFlow,
      resources.heldBytes + cost <= resources.limits.heldBytesInAll
    else { return giveUpHolding(moment) }
    heldBytes += cost
    resources.heldBytes += cost
    held.append(unit)
  }

  /// Processes held events in captured order as far as they can go. Whatever lets a waiting direction go on starts over
  /// from its oldest event, so that order is kept.
  func release() {
    guard hasProgress else { return }
    hasProgress = false
    guard !held.isEmpty else { return }
    var queue = takeHeld()[...]
    while let unit = queue.popFirst() {
      let side = self[unit.direction]
      if side.isWaiting {
        hold(unit.event, side, unit.moment)
      } else {
        process(unit.event, side, unit.moment)
      }
      if hasProgress {
        hasProgress = false
        if !held.isEmpty { queue = (takeHeld() + queue)[...] }
      }
    }
  }

  /// Why a direction waits, for want of an end to it.
  func waitingReason(_ side: TLSSide) -> TLSHandshake.Decryption {
    negotiation.clientHello == nil || negotiation.serverHello == nil ? .midstream : .noKey
  }

  func dropHeld() {
    resources.heldBytes -= heldBytes
    heldBytes = 0
    held = []
  }

  private func takeHeld() -> [HeldUnit] {
    let units = held
    dropHeld()
    toServer.isWaiting = false
    toClient.isWaiting = false
    return units
  }

  private func giveUpHolding(_ moment: Moment) {
    observer.anomaly(.tlsHoldLimit, flow: flow, moment: moment)
    for side in [toServer, toClient] where side.isWaiting { becomeOpaque(side, waitingReason(side), moment) }
    dropHeld()
  }

  private func process(_ event: HeldUnit.Event, _ side: TLSSide, _ moment: Moment) {
    guard side.opaqueReason == nil || isEnd(event) else { return }
    switch event {
    case .record(let header, let body, let isCandidate):
      if process(header, body.span.bytes, side, moment, isCandidate: isCandidate) == .wait {
        hold(event, side, moment)
      }
    case .damaged(let header): damage(header, side, moment)
    case .lost: lose(side, moment)
    case .end:
      side.isStreamOver = true
      hasProgress = true
      tellEnd(side, moment)
    }
  }

  private func isEnd(_ event: HeldUnit.Event) -> Bool {
    if case .end = event { return true }
    return false
  }

  func tellEnd(_ side: TLSSide, _ moment: Moment) {
    guard side.phase == .application, side.opaqueReason == nil, !side.hasToldEnd else { return }
    side.hasToldEnd = true
    observer.plaintextEnded(side.direction, moment: moment)
  }

  /// A record is incomplete; the next one is where it should be.
  private func damage(_ header: RecordHeader, _ side: TLSSide, _ moment: Moment) {
    side.isUncertain = true
    side.reader.reset()
    guard side.phase != .clear else { return }
    if side.protection?.isChained == true { return becomeOpaque(side, .gap, moment) }
    side.sequence &+= 1
    guard side.phase == .application, header.type == .applicationData else { return }
    let length = side.usesPadding ? nil : side.protection?.expansion.map { UInt64(max(0, header.length - $0)) }
    observer.plaintextGap(length: length, side.direction, moment: moment)
  }

  /// Record boundaries are lost.
  private func lose(_ side: TLSSide, _ moment: Moment) {
    side.isUncertain = true
    side.reader.reset()
    guard side.phase != .clear else { return }
    if side.protection?.isChained == true { return becomeOpaque(side, .gap, moment) }
    if side.phase == .application { observer.plaintextGap(length: nil, side.direction, moment: moment) }
  }
}
