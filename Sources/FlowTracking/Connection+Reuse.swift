import PacketDecoding
import TrafficModel

extension Connection {
  /// How a segment begins another conversation of the same two ends.
  enum NewConversation {
    case withSegment
    /// The segment agrees to a SYN that came before it.
    case challenge(Challenge)
  }

  /// How far behind the first bytes seen a SYN may lie that is merely late in the capture.
  private static let lateWindow = 1 << 20

  /// False for all segments of a live conversation but SYNs, which are most.
  @inline(__always)
  func mayBeReplaced(by header: TCPHeader) -> Bool {
    header.hasSYN || challenge != nil || isClosed
  }

  /// Whether the segment belongs to another conversation than this one: the port was used again. Nil when it does not.
  ///
  /// One SYN alone never ends a live conversation, since anyone can send one; it must be answered.
  mutating func newConversation(_ segment: TCPSegment, fromLow: Bool, moment: Moment) -> NewConversation? {
    let header = segment.header
    if header.hasSYN {
      return newOpening(header, fromLow: fromLow, moment: moment)
    }
    if let challenge, agrees(header, to: challenge, fromLow: fromLow) { return .challenge(challenge) }
    // Data behind the FIN of a closed conversation, whose SYN was not captured.
    guard isClosed, !isReset, segment.payload.wireLength > 0 else { return nil }
    return withSides(fromLow: fromLow) { sender, _ in
      sender.isEnded && sender.reassembler.position(of: header.sequence) > sender.reassembler.next + 1
        ? .withSegment : nil
    }
  }

  private mutating func newOpening(_ header: TCPHeader, fromLow: Bool, moment: Moment) -> NewConversation? {
    if header.hasACK {
      if let challenge, agrees(header, to: challenge, fromLow: fromLow) { return .challenge(challenge) }
      return isClosed && !isOwn(header.sequence, fromLow: fromLow) ? .withSegment : nil
    }
    if isOwn(header.sequence, fromLow: fromLow) { return nil }
    if isClosed || (isAttempt && !hasOnlyPeerSpoken(fromLow)) { return .withSegment }
    if hasOnlyPeerSpoken(fromLow) { return nil }
    challenge = Challenge(sequence: header.sequence, fromLow: fromLow, moment: moment)
    return nil
  }

  /// The SYN of this conversation: sent again, late in the capture, or not contradicted by anything seen.
  private mutating func isOwn(_ sequence: SequenceNumber, fromLow: Bool) -> Bool {
    withSides(fromLow: fromLow) { sender, _ in
      if let initial = sender.initial { return initial == sequence }
      if sender.reassembler.phase == .unknown {
        guard let seen = sender.idleSequence else { return false }
        return (0...Self.lateWindow).contains(seen.distance(after: sequence.advanced(by: 1)))
      }
      let ahead = sender.reassembler.position(of: sequence.advanced(by: 1))
      let first = sender.reassembler.phase == .provisional ? (sender.reassembler.held.firstStart ?? ahead) : 0
      return ahead <= first && first - ahead <= Self.lateWindow
    }
  }

  /// True when this end has not been heard yet: its SYN opens the same conversation from its side.
  private mutating func hasOnlyPeerSpoken(_ fromLow: Bool) -> Bool {
    withSides(fromLow: fromLow) { sender, _ in sender.frames == 0 }
  }

  private func agrees(_ header: TCPHeader, to challenge: Challenge, fromLow: Bool) -> Bool {
    let next = challenge.sequence.advanced(by: 1)
    if fromLow == challenge.fromLow { return !header.hasSYN && header.sequence == next }
    return header.hasACK && header.acknowledgement == next
  }
}
