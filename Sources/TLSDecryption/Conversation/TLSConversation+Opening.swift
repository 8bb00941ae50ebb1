import ByteParsing
import TrafficModel

extension TLSConversation {
  /// The plaintext of a record, with the keys and sequence number it should have, or after a gap those it may have.
  func open(_ header: RecordHeader, _ body: RawSpan, _ side: TLSSide, isCandidate: Bool) -> OpenedRecord? {
    if let record = side.protection?.open(header, body, sequence: side.sequence) {
      opened(body, side, at: side.sequence)
      return record
    }
    if side.phase == .early, let record = openAfterEarlyData(header, body, side) { return record }
    guard side.isUncertain || isCandidate else { return nil }
    return search(header, body, side)
  }

  private func opened(_ body: RawSpan, _ side: TLSSide, at sequence: UInt64) {
    side.sequence = sequence &+ 1
    side.isUncertain = false
    side.isSkipping = false
    if !side.isTLS13, body.byteCount >= 8 {
      var cursor = ByteCursor(body)
      side.lastExplicitNonce = (try? cursor.readUInt64()).map { (sequence, $0) }
    }
  }

  /// Early data that ended without our seeing its end, or that was refused: the handshake keys are next.
  private func openAfterEarlyData(_ header: RecordHeader, _ body: RawSpan, _ side: TLSSide) -> OpenedRecord? {
    guard let next = protection13(side, .handshake) else { return nil }
    return openWith(next, .handshake, header, body, side, sequences: 0..<1)
  }

  /// Tries what the record could be after bytes were lost: later in this generation, or early in the next.
  private func search(_ header: RecordHeader, _ body: RawSpan, _ side: TLSSide) -> OpenedRecord? {
    let window = resources.limits.sequenceWindow
    if let guess = sequenceFromNonce(body, side), let record = openCurrent(header, body, side, guess..<guess &+ 1) {
      return record
    }
    let (end, overflow) = side.sequence.addingReportingOverflow(window)
    if !overflow, let record = openCurrent(header, body, side, side.sequence..<end) { return record }
    guard side.isTLS13 else { return nil }
    let later: TLSSide.Phase = side.phase == .early ? .handshake : .application
    guard let next = side.phase == .application ? nextGeneration(side) : protection13(side, later) else { return nil }
    let record = openWith(next, later, header, body, side, sequences: 0..<window)
    if record != nil, later == .application, side.direction == .toClient { finishServerFlight() }
    return record
  }

  /// The explicit nonce of TLS 1.2 GCM counts records, from whatever start the sender chose.
  private func sequenceFromNonce(_ body: RawSpan, _ side: TLSSide) -> UInt64? {
    guard !side.isTLS13, let last = side.lastExplicitNonce else { return nil }
    var cursor = ByteCursor(body)
    guard let nonce = try? cursor.readUInt64() else { return nil }
    let distance = nonce &- last.nonce
    return distance < 1 << 32 ? last.sequence &+ distance : nil
  }

  private func openCurrent(
    _ header: RecordHeader, _ body: RawSpan, _ side: TLSSide, _ sequences: Range<UInt64>
  ) -> OpenedRecord? {
    for sequence in sequences where spendAttempt(side) {
      guard let record = side.protection?.open(header, body, sequence: sequence) else { continue }
      opened(body, side, at: sequence)
      return record
    }
    return nil
  }

  private func openWith(
    _ keys: TrafficKeys, _ phase: TLSSide.Phase, _ header: RecordHeader, _ body: RawSpan, _ side: TLSSide,
    sequences: Range<UInt64>
  ) -> OpenedRecord? {
    for sequence in sequences where spendAttempt(side) {
      guard let record = keys.protection.open(header, body, sequence: sequence) else { continue }
      side.use(.aead(keys.protection), phase, secret: keys.secret, epoch: negotiation.epoch)
      opened(body, side, at: sequence)
      return record
    }
    return nil
  }

  private func spendAttempt(_ side: TLSSide) -> Bool {
    side.attemptsLeft -= 1
    return side.attemptsLeft >= 0
  }
}
