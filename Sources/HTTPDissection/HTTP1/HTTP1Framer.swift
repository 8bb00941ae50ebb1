import ByteParsing
import TrafficModel

/// Cuts one direction of an HTTP/1 connection into heads and body pieces. Knows no pairing and calls nobody: the owner
/// asks for the next `step` until it needs more bytes, and says after each head how its body ends.
///
/// Invariant: `held` holds the bytes of the unit in progress that lie in earlier pieces (head, chunk line, end of the line
/// while seeking), and nothing while a body goes on. A unit that lies whole in one piece is never copied.
struct HTTP1Framer: ~Copyable {
  enum State: Hashable {
    /// At the beginning of a message, or in its first line.
    case startLine
    /// Behind a start line, before the empty line.
    case fields
    case sized(remaining: UInt64)
    case untilEnd
    case chunkLine
    case chunkData(remaining: UInt64)
    /// At the line end behind chunk data.
    case chunkEnd
    case trailers
    /// Framing was lost: looking for a chunk or a message start. `inBody` while the message may go on.
    case seeking(inBody: Bool)
    /// A chunk was found without its message: is it one of an event stream?
    case confirming(size: UInt64)
    /// Behind a request to switch protocols; what follows may be of another protocol.
    case awaitingSwitch
    /// Left HTTP/1.
    case switched
    case ended
  }

  enum Step: Hashable {
    case needsMore
    /// A head is whole: in the piece, or in `held` when nil.
    case head(Range<Int>?)
    /// The first line of another message was found while the last one's body was looked for.
    case bodyLost
    case body(Range<Int>, isLast: Bool)
    case bodyEnded
    /// A chunk of an event stream whose head is missing begins; its first bytes are in `held`.
    case eventStreamFound
    /// Bytes of an unknown protocol behind a request to switch.
    case undecided
    /// Nothing to hand over; go on. With an anomaly when there is one.
    case anomaly(Anomaly.Kind?)
    /// The message cannot be read on; the framer seeks the next one.
    case lost(Anomaly.Kind)
  }

  let side: MessageSide
  let limits: HTTPLimits
  var state = State.startLine
  var held: [UInt8] = []
  /// Bytes since the last line feed, for lines that span pieces.
  var lineLength = 0
  /// The last of them.
  var lastByte: UInt8 = 0
  /// Bytes of the trailer section so far.
  var trailerLength = 0
  /// While seeking: the line in progress began behind a line end or a gap.
  var lineFollowsBreak = true
  /// Bytes are missing or were skipped since the last message; the next start line is a resynchronization.
  var hasSkipped = false
  /// Moments of the pieces that hold the unit in progress.
  var extent: Extent?
  /// While seeking: where in `held` the pieces begin whose bytes it has, and when they came.
  var heldPieces: [(start: Int, moment: Moment)] = []

  init(_ side: MessageSide, limits: HTTPLimits) {
    self.side = side
    self.limits = limits
  }

  /// Reads on in `bytes` from `offset`, which moves.
  mutating func step(_ bytes: RawSpan, _ offset: inout Int, moment: Moment) -> Step {
    switch state {
    case .startLine: startLine(bytes, &offset, moment)
    case .fields: fields(bytes, &offset, from: offset, moment)
    case .sized(let remaining): sized(bytes, &offset, remaining)
    case .untilEnd: rest(bytes, &offset)
    case .chunkLine: chunkLine(bytes, &offset)
    case .chunkData(let remaining): chunkData(bytes, &offset, remaining)
    case .chunkEnd: chunkEnd(bytes, &offset)
    case .trailers: trailers(bytes, &offset)
    case .seeking(let inBody): seek(bytes, &offset, inBody: inBody, moment)
    case .confirming(let size): confirm(bytes, &offset, size, moment)
    case .awaitingSwitch: offset < bytes.byteCount ? .undecided : .needsMore
    case .switched: .needsMore
    case .ended: skip(bytes, &offset)
    }
  }

  /// Tells how the body behind the last head ends.
  mutating func begin(_ framing: BodyFraming) {
    forget()
    switch framing {
    case .none: state = .startLine
    case .sized(let length): state = .sized(remaining: length)
    case .chunked: state = .chunkLine
    case .untilEnd: state = .untilEnd
    case .unknown: seek()
    }
  }

  /// Looks for the next message, or the next chunk while `inBody`.
  mutating func seek(inBody: Bool = false) {
    forget()
    state = .seeking(inBody: inBody)
    lineFollowsBreak = true
  }

  mutating func forget() {
    held.removeAll(keepingCapacity: held.capacity <= limits.startLine)
    heldPieces.removeAll()
    lineLength = 0
    extent = nil
  }

  mutating func extend(to moment: Moment) {
    if extent?.extend(to: moment) == nil { extent = Extent(moment) }
  }

  private mutating func skip(_ bytes: RawSpan, _ offset: inout Int) -> Step {
    offset = bytes.byteCount
    return .needsMore
  }
}
