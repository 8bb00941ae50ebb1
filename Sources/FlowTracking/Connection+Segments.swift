import ByteParsing
import PacketDecoding
import TrafficModel

extension Connection {
  /// What a segment did that the table has to tell or count.
  struct Notices: OptionSet {
    let rawValue: UInt8
    static let conflict = Notices(rawValue: 1 << 0)
    static let simultaneousOpen = Notices(rawValue: 1 << 1)
    static let dataAfterReset = Notices(rawValue: 1 << 2)
    static let implausible = Notices(rawValue: 1 << 3)
    static let keepAlive = Notices(rawValue: 1 << 4)
  }

  /// How far from the expected sequence number a reset is still believed.
  ///
  /// RFC 5961 §3.2 asks hosts for the exact number. Frames may be missing from the capture, so we are lenient; a flow goes on
  /// all the same when its ends do.
  private static let resetWindow = 1 << 24

  mutating func take(
    _ segment: TCPSegment, _ payload: RawSpan, of flow: Flow, fromLow: Bool, observer: FlowTeller, moment: Moment
  ) -> Notices {
    let header = segment.header
    var notices: Notices = []
    if header.hasSYN {
      notices = open(segment, of: flow, fromLow: fromLow, observer: observer, moment: moment)
    } else {
      isAttempt = false
    }
    var out = FlowDelivery(observer: observer, flow: flow, direction: flow.direction(fromLow: fromLow))
    if segment.payload.wireLength > 0 && isReset { notices.formUnion(noticeOfReset(header, fromLow: fromLow)) }
    let outcome = withSides(fromLow: fromLow) { sender, receiver in
      Self.exchange(segment, payload, &sender, &receiver, moment: moment, into: &out)
    }
    if !outcome.isEmpty { notices.formUnion(Self.notices(of: outcome)) }
    if header.hasRST { reset(header, fromLow: fromLow) }
    tellEnds(of: flow, observer: observer)
    return notices
  }

  /// Acknowledgement, payload and FIN of one segment. The acknowledgement is of the other direction and delivers nothing,
  /// so that both directions are told in the order of their own bytes.
  private static func exchange(
    _ segment: TCPSegment, _ payload: RawSpan, _ sender: inout Side, _ receiver: inout Side, moment: Moment,
    into out: inout FlowDelivery
  ) -> DirectionReassembler.Outcome {
    let header = segment.header
    sender.reassembler.counts.frames &+= UInt64(segment.network.frames)
    sender.reassembler.counts.wireBytes &+= UInt64(segment.network.wireLength)
    let isReset = header.hasRST
    if header.hasACK && !isReset { receiver.reassembler.acknowledge(header.acknowledgement) }
    let start = header.hasSYN ? header.sequence.advanced(by: 1) : header.sequence
    var outcome: DirectionReassembler.Outcome = []
    if segment.payload.wireLength > 0 {
      // What a reset carries is a reason for people (RFC 9293 §3.5.3), not part of the stream.
      if isReset { return [] }
      outcome = sender.reassembler.insert(
        payload, wireLength: segment.payload.wireLength, at: start, moment: moment, into: &out)
    } else if !isReset && !header.hasFIN {
      if sender.reassembler.phase == .unknown && sender.idleSequence == nil { sender.idleSequence = start }
      sender.reassembler.claim(start)
    }
    if header.hasFIN {
      sender.reassembler.close(at: start.advanced(by: segment.payload.wireLength), moment: moment)
    }
    return outcome
  }

  private mutating func open(
    _ segment: TCPSegment, of flow: Flow, fromLow: Bool, observer: FlowTeller, moment: Moment
  ) -> Notices {
    let header = segment.header
    let isAnswer = header.hasACK
    if isAnswer { isAttempt = false }
    settleRoles(clientIsLow: isAnswer ? !fromLow : fromLow, of: flow)
    let isSimultaneous = withSides(fromLow: fromLow) { sender, receiver in
      if sender.initial == nil { sender.initial = header.sequence }
      let isFirst = !isAnswer && !sender.hasAsked
      if isFirst { sender.hasAsked = true }
      return isFirst && receiver.hasAsked
    }
    var sending = FlowDelivery(observer: observer, flow: flow, direction: flow.direction(fromLow: fromLow))
    var receiving = FlowDelivery(observer: observer, flow: flow, direction: flow.direction(fromLow: !fromLow))
    let isBeginning = withSides(fromLow: fromLow) { sender, receiver in
      let agrees = sender.reassembler.synchronize(header.sequence, moment: moment, into: &sending)
      // The SYN itself may be missing: its answer acknowledges it (RFC 9293 §3.5).
      if isAnswer && receiver.reassembler.phase.isUnsettled {
        let initial = header.acknowledgement.advanced(by: -1)
        _ = receiver.reassembler.synchronize(initial, moment: moment, into: &receiving)
      }
      return agrees
    }
    // Late in the capture, but in time: nothing was told from a wrong beginning.
    if isBeginning { flow.isMidstream = false }
    return isSimultaneous ? .simultaneousOpen : []
  }

  /// The roles are what a SYN says, unless something was told under other ones already.
  mutating func settleRoles(clientIsLow: Bool, of flow: Flow) {
    guard !rolesAreSettled else { return }
    rolesAreSettled = true
    if flow.clientIsLow != clientIsLow { flow.reverseRoles() }
  }

  private static func notices(of outcome: DirectionReassembler.Outcome) -> Notices {
    var notices: Notices = []
    if outcome.contains(.conflict) { notices.insert(.conflict) }
    if outcome.contains(.implausible) { notices.insert(.implausible) }
    if outcome.contains(.keepAlive) { notices.insert(.keepAlive) }
    return notices
  }

  /// A sender that had reset the connection and goes on; what was under way before is no wonder.
  private mutating func noticeOfReset(_ header: TCPHeader, fromLow: Bool) -> Notices {
    guard let reset = fromLow ? low.reset : high.reset else { return [] }
    return header.sequence.distance(after: reset) >= 0 && !header.hasRST ? .dataAfterReset : []
  }

  private mutating func reset(_ header: TCPHeader, fromLow: Bool) {
    let attempt = withSides(fromLow: fromLow) { sender, receiver in
      sender.reassembler.phase == .unknown && receiver.initial != nil
        && receiver.reassembler.counts.payloadBytes == 0
    }
    let isBelieved = withSides(fromLow: fromLow) { sender, _ in
      if sender.reassembler.phase.isUnsettled { return true }
      let distance = sender.reassembler.position(of: header.sequence) - sender.reassembler.next
      return abs(distance) <= Self.resetWindow
    }
    guard isBelieved else { return }
    if attempt { isRejected = true }
    isReset = true
    if isResetByLow == nil { isResetByLow = fromLow }
    withSides(fromLow: fromLow) { sender, _ in
      if sender.reset == nil { sender.reset = header.sequence }
    }
  }

  /// Tells the observer of each FIN that everything before was told of.
  mutating func tellEnds(of flow: Flow, observer: FlowTeller) {
    if low.isEnded && !low.endWasTold {
      low.endWasTold = true
      let moment = low.reassembler.finishMoment ?? flow.lastMoment
      observer.streamEnded(flow.direction(fromLow: true), of: flow, moment: moment)
    }
    if high.isEnded && !high.endWasTold {
      high.endWasTold = true
      let moment = high.reassembler.finishMoment ?? flow.lastMoment
      observer.streamEnded(flow.direction(fromLow: false), of: flow, moment: moment)
    }
  }
}

extension DirectionReassembler.Phase {
  var isUnsettled: Bool { self == .unknown || self == .provisional }
}
