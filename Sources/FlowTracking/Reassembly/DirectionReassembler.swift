package import ByteParsing
package import PacketDecoding
package import TrafficModel

/// Puts the segments of one direction in order.
///
/// Positions count bytes from the first after the SYN or, midstream, from the first that was seen; they do not wrap.
///
/// Invariant: everything before `next` has been told, as bytes or as a gap, and `nextSequence` is the sequence number of
/// `next`; held segments begin after `next` except before the origin is settled. The copy that came first wins over later,
/// conflicting ones.
package struct DirectionReassembler: ~Copyable {
  /// How much is known of the sequence numbers of this direction.
  enum Phase: UInt8 {
    /// Nothing.
    case unknown
    /// Some bytes or acknowledgements were seen, but not the SYN: earlier ones may still come, so all wait.
    case provisional
    /// The origin is settled.
    case open
    /// The position of the FIN is known, but not all bytes before it were told.
    case closing
    /// Everything up to the FIN was told.
    case ended
  }

  /// What was found when a segment was inserted.
  package struct Outcome: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A copy says something else than the first one did.
    package static let conflict = Outcome(rawValue: 1 << 0)
    /// Too far from anything expected; not used.
    package static let implausible = Outcome(rawValue: 1 << 1)
    /// A probe of an idle connection: the last byte again (RFC 9293 §3.8.4).
    package static let keepAlive = Outcome(rawValue: 1 << 2)
  }

  /// No window is larger (RFC 7323 §2.3), so no sequence number of this flow is farther away.
  private static let plausibleDistance = 1 << 30
  /// Where positions are counted from until the origin is settled; far enough from 0 for anything plausible before it.
  private static let provisionalOrigin = 1 << 40

  private(set) var phase = Phase.unknown
  private(set) var next = 0
  private(set) var nextSequence = SequenceNumber(0)
  /// Frames and wire bytes are counted by the table, the rest here.
  package internal(set) var counts = FlowSummary.DirectionCounts()
  private(set) var held = HeldSegments()
  private var samples = DeliveredSamples()
  /// One behind the last byte, once a FIN was seen.
  private var finish: Int?
  private(set) var finishMoment: Moment?
  /// How far the receiver has acknowledged, and how far the sender's own empty segments say that it has sent.
  private(set) var acknowledged = 0
  private var claimed = 0
  private var lowestAcknowledged: Int?
  private var lastGapEnd = -1

  package init() {}

  /// True when the receiver acknowledged bytes that were not captured, or not yet.
  @inline(__always)
  var hasAcknowledgedHole: Bool { acknowledged > next && (phase == .open || phase == .closing) }

  /// True while something is undecided that only further frames, or their absence, can settle.
  @inline(__always)
  var isWaiting: Bool { !held.isEmpty || hasAcknowledgedHole || (phase == .provisional && lowestAcknowledged != nil) }

  /// One behind the last position in sight.
  @inline(__always)
  var horizon: Int { max(next, held.end ?? next) }

  @inline(__always)
  func position(of sequence: SequenceNumber) -> Int { next &+ sequence.distance(after: nextSequence) }

  // MARK: Origin

  /// The SYN of this direction was seen. Returns false when another origin is settled already.
  package mutating func synchronize(
    _ initial: SequenceNumber, moment: Moment, into out: inout some StreamConsumer & ~Copyable
  ) -> Bool {
    let first = initial.advanced(by: 1)
    switch phase {
    case .unknown, .provisional:
      settle(at: first, moment: moment, into: &out)
      return true
    case .open, .closing, .ended:
      return position(of: first) == 0
    }
  }

  /// Gives up waiting for earlier bytes: the first seen are the first.
  ///
  /// - Parameter fromAcknowledgement: the lowest acknowledgement seen is the origin, because it was made when nothing had
  ///   been sent but the SYN.
  package mutating func settle(
    fromAcknowledgement: Bool, moment: Moment, into out: inout some StreamConsumer & ~Copyable
  ) {
    guard phase == .provisional else { return }
    var origin = held.firstStart ?? lowestAcknowledged ?? next
    if fromAcknowledgement, let lowestAcknowledged { origin = min(origin, lowestAcknowledged) }
    settle(at: nextSequence.advanced(by: origin &- next), moment: moment, into: &out)
  }

  private mutating func settle(
    at first: SequenceNumber, moment: Moment, into out: inout some StreamConsumer & ~Copyable
  ) {
    if phase == .provisional {
      let origin = position(of: first)
      held.move(by: -origin)
      acknowledged = max(0, acknowledged &- origin)
      claimed = max(0, claimed &- origin)
      finish = finish.map { max(0, $0 &- origin) }
      // Bytes beyond the FIN came while its place was not known: it is not believed.
      if let position = finish, let end = held.end, end > position { finish = nil }
    }
    next = 0
    nextSequence = first
    phase = finish == nil ? .open : .closing
    deliverHeld(into: &out)
    endIfComplete()
  }

  private mutating func beginProvisionally(at sequence: SequenceNumber) {
    guard phase == .unknown else { return }
    phase = .provisional
    next = Self.provisionalOrigin
    nextSequence = sequence
  }

  // MARK: Segments

  /// Takes `bytes`, the captured part of `wireLength` bytes at `sequence`.
  package mutating func insert(
    _ bytes: RawSpan, wireLength: Int, at sequence: SequenceNumber, moment: Moment,
    into out: inout some StreamConsumer & ~Copyable
  ) -> Outcome {
    if phase == .open && sequence == nextSequence && held.isEmpty {
      deliver(bytes, length: wireLength, moment: moment, into: &out)
      return []
    }
    return place(bytes, wireLength: wireLength, at: sequence, moment: moment, into: &out)
  }

  /// The FIN stands at `sequence`, behind the payload of its segment, which was inserted before.
  package mutating func close(at sequence: SequenceNumber, moment: Moment) {
    beginProvisionally(at: sequence)
    guard finish == nil else { return }
    let position = position(of: sequence)
    guard position >= next || phase == .provisional, position &- next <= Self.plausibleDistance else { return }
    // Bytes beyond it were sent by a peer that had not closed, so this FIN is not believed.
    if let end = held.end, end > position { return }
    finish = position
    finishMoment = moment
    // The acknowledgement of the FIN itself may have come first.
    acknowledged = min(acknowledged, position)
    claimed = min(claimed, position)
    if phase == .open { phase = .closing }
    endIfComplete()
  }

  /// The receiver has everything before `sequence`.
  package mutating func acknowledge(_ sequence: SequenceNumber) {
    if sequence == nextSequence && phase != .provisional && phase != .unknown { return }
    beginProvisionally(at: sequence)
    let position = position(of: sequence)
    guard position &- horizon <= Self.plausibleDistance else { return }
    if phase == .provisional { lowestAcknowledged = min(lowestAcknowledged ?? position, position) }
    acknowledged = max(acknowledged, min(position, finish ?? position))
  }

  /// The sender's own next sequence number, from a segment without payload.
  package mutating func claim(_ sequence: SequenceNumber) {
    guard phase == .open || phase == .closing, sequence != nextSequence else { return }
    let position = position(of: sequence)
    guard position &- horizon <= Self.plausibleDistance else { return }
    claimed = max(claimed, min(position, finish ?? position))
  }

  // MARK: Gaps

  /// Gives up what the receiver has and we have not: a retransmission is not to be expected.
  package mutating func declareAcknowledgedGaps(moment: Moment, into out: inout some StreamConsumer & ~Copyable) {
    while hasAcknowledgedHole {
      // The acknowledgement of a FIN that was not captured looks like that of one byte. No data follows a FIN.
      if acknowledged == next &+ 1 && finish == nil && held.isEmpty { return }
      declareGap(upTo: min(acknowledged, held.firstStart ?? acknowledged), moment: moment, into: &out)
    }
  }

  /// Gives up the oldest hole. Returns false when nothing is held.
  package mutating func declareOldestGap(moment: Moment, into out: inout some StreamConsumer & ~Copyable) -> Bool {
    if phase == .provisional {
      settle(fromAcknowledgement: false, moment: moment, into: &out)
      return true
    }
    guard let start = held.firstStart else { return false }
    declareGap(upTo: start, moment: moment, into: &out)
    return true
  }

  /// The flow is over: everything held is told, and every hole before it is a gap, and so is what was certainly sent
  /// behind it.
  package mutating func finish(moment: Moment, into out: inout some StreamConsumer & ~Copyable) {
    while !held.isEmpty, declareOldestGap(moment: moment, into: &out) {}
    guard phase == .open || phase == .closing else { return }
    let sent = finish ?? max(acknowledged, claimed)
    // One more than told is the FIN that was not captured.
    guard sent > next &+ (finish == nil ? 1 : 0) else { return }
    declareGap(upTo: sent, moment: moment, into: &out)
  }

  private mutating func declareGap(upTo end: Int, moment: Moment, into out: inout some StreamConsumer & ~Copyable) {
    skip(to: end, moment: moment, into: &out)
    deliverHeld(into: &out)
    endIfComplete()
  }

  private mutating func skip(to end: Int, moment: Moment, into out: inout some StreamConsumer & ~Copyable) {
    guard end > next else { return }
    counts.gapBytes &+= UInt64(end &- next)
    if lastGapEnd != next { counts.gaps &+= 1 }
    lastGapEnd = end
    out.gap(StreamOffset(UInt64(next))..<StreamOffset(UInt64(end)), moment: moment)
    nextSequence = nextSequence.advanced(by: end &- next)
    next = end
  }

  // MARK: Placing

  private mutating func place(
    _ bytes: RawSpan, wireLength: Int, at sequence: SequenceNumber, moment: Moment,
    into out: inout some StreamConsumer & ~Copyable
  ) -> Outcome {
    guard wireLength > 0 else { return [] }
    beginProvisionally(at: sequence)
    let start = position(of: sequence)
    guard abs(start &- next) <= Self.plausibleDistance else { return .implausible }
    if phase == .provisional { return hold(bytes, from: start, upTo: start &+ wireLength, moment: moment) }
    if wireLength == 1 && start == next &- 1 { return .keepAlive }
    // Behind its FIN a peer sends nothing.
    let end = min(start &+ wireLength, finish ?? .max)
    var outcome: Outcome = []
    if start < next { outcome = compareDelivered(bytes, from: start, upTo: min(end, next)) }
    guard end > next else { return outcome }
    if start > next {
      outcome.formUnion(hold(bytes, from: start, upTo: end, moment: moment))
    } else {
      outcome.formUnion(deliverAround(bytes, from: start, upTo: end, moment: moment, into: &out))
      deliverHeld(into: &out)
      endIfComplete()
    }
    return outcome
  }

  private mutating func hold(_ bytes: RawSpan, from start: Int, upTo end: Int, moment: Moment) -> Outcome {
    guard start < end else { return [] }
    let captured = bytes.extracting(0..<min(bytes.byteCount, end &- start))
    let overlap = held.insert(captured, from: start, length: end &- start, moment: moment)
    counts.repeatedBytes &+= UInt64(overlap.repeatedBytes)
    return overlap.isConflicting ? .conflict : []
  }

  /// The part of a segment that was told before. Bytes before the origin are not of this stream as we count it.
  private mutating func compareDelivered(_ bytes: RawSpan, from start: Int, upTo end: Int) -> Outcome {
    let first = max(start, 0)
    guard first < end else { return [] }
    counts.repeatedBytes &+= UInt64(end &- first)
    let lower = min(first &- start, bytes.byteCount)
    let upper = min(end &- start, bytes.byteCount)
    return samples.conflict(with: bytes.extracting(lower..<upper), at: first) ? .conflict : []
  }

  /// Tells the new bytes of a segment that reaches over `next`, and the held ones in its midst, which came first.
  private mutating func deliverAround(
    _ bytes: RawSpan, from start: Int, upTo end: Int, moment: Moment, into out: inout some StreamConsumer & ~Copyable
  ) -> Outcome {
    var outcome: Outcome = []
    while next < end {
      let pieceEnd = min(end, held.firstStart ?? end)
      if next < pieceEnd {
        let lower = min(next &- start, bytes.byteCount)
        let upper = min(pieceEnd &- start, bytes.byteCount)
        deliver(bytes.extracting(lower..<upper), length: pieceEnd &- next, moment: moment, into: &out)
      } else if let other = held.first {
        let shared = next..<min(end, other.end)
        counts.repeatedBytes &+= UInt64(shared.count)
        if held.differs(other, bytes, from: start, in: shared) { outcome.insert(.conflict) }
        deliverFirstHeld(into: &out)
      }
    }
    return outcome
  }

  // MARK: Telling

  private mutating func deliver(
    _ bytes: RawSpan, length: Int, moment: Moment, into out: inout some StreamConsumer & ~Copyable
  ) {
    let count = bytes.byteCount
    if count > 0 {
      samples.record(bytes, at: next)
      counts.payloadBytes &+= UInt64(count)
      let offset = StreamOffset(UInt64(next))
      next &+= count
      nextSequence = nextSequence.advanced(by: count)
      out.receive(bytes, at: offset, moment: moment)
    }
    // What the snap length cut off: a retransmission would be cut as well.
    if length > count { skip(to: next &+ (length &- count), moment: moment, into: &out) }
  }

  private mutating func deliverHeld(into out: inout some StreamConsumer & ~Copyable) {
    while let start = held.firstStart, start <= next { deliverFirstHeld(into: &out) }
  }

  private mutating func deliverFirstHeld(into out: inout some StreamConsumer & ~Copyable) {
    guard let segment = held.removeFirst() else { return }
    // Only an origin settled behind bytes already held can leave something before it.
    let known = min(max(0, next &- segment.start), segment.length)
    let lower = min(known, segment.bytes.count)
    deliver(
      segment.bytes.span.bytes.extracting(lower..<segment.bytes.count), length: segment.length &- known,
      moment: segment.moment, into: &out)
  }

  private mutating func endIfComplete() {
    if phase == .closing, let finish, next >= finish { phase = .ended }
  }
}
