import ByteParsing
import PacketDecoding
import TrafficModel

/// What the flow table keeps of one flow beside its facts: both directions of a TCP connection, and how far it has come.
///
/// Sides are named by the order of endpoints in the flow key, because roles may turn out to be the other way round.
struct Connection: ~Copyable {
  /// Since when a direction has been waiting, and for what.
  struct Wait: Sendable {
    var position: Int
    var isAcknowledged: Bool
    var flowFrames: UInt64
    var frames: UInt64
    var time: Int64
  }

  struct Side: ~Copyable {
    var reassembler = DirectionReassembler()
    var recent = RecentFrames()
    var initial: SequenceNumber?
    /// Where it stood when it had sent nothing yet that its reassembler could place.
    var idleSequence: SequenceNumber?
    /// It sent a SYN that answered none.
    var hasAsked = false
    var reset: SequenceNumber?
    var wait: Wait?
    /// The FIN was told to the observer.
    var endWasTold = false

    @inline(__always)
    var frames: UInt64 { reassembler.counts.frames }
    @inline(__always)
    var isEnded: Bool { reassembler.phase == .ended }
  }

  /// A SYN that may begin another conversation of the same ends, until the other end agrees.
  struct Challenge: Sendable {
    var sequence: SequenceNumber
    var fromLow: Bool
    var moment: Moment
  }

  var low = Side()
  var high = Side()
  var challenge: Challenge?
  var rolesAreSettled = false
  var isReset = false
  /// Which side sent the first reset that was believed; nil without one.
  var isResetByLow: Bool?
  /// A reset answered the SYN, and nothing else did.
  var isRejected = false
  /// Only SYNs were sent, and only by one end.
  var isAttempt = true

  @inline(__always)
  var frames: UInt64 { low.frames &+ high.frames }
  @inline(__always)
  var heldCost: Int { low.reassembler.held.cost &+ high.reassembler.held.cost }
  @inline(__always)
  var isWaiting: Bool { low.reassembler.isWaiting || high.reassembler.isWaiting }

  /// Both ends have closed, or one has reset. Where one direction is not captured, the other must do.
  @inline(__always)
  var isClosed: Bool {
    if isReset || (low.isEnded && high.isEnded) { return true }
    return (low.isEnded && high.frames == 0) || (high.isEnded && low.frames == 0)
  }

  /// Calls `body` with the side that sent and the side that receives.
  @inline(__always)
  mutating func withSides<Result>(
    fromLow: Bool, _ body: (_ sender: inout Side, _ receiver: inout Side) -> Result
  ) -> Result {
    fromLow ? body(&low, &high) : body(&high, &low)
  }

  func sideIsAnchored(low isLow: Bool) -> Bool {
    let phase = isLow ? low.reassembler.phase : high.reassembler.phase
    return phase != .unknown && phase != .provisional
  }
}
