import DequeModule
import TrafficModel

/// Joins the messages of the two directions of one HTTP/1 connection: the n-th response answers the n-th request,
/// whichever comes first.
///
/// Counting goes wrong for good once a message is missed, so after a midstream pickup, a gap that may hide messages, or a
/// limit, the pairing is *loose*: it goes by time, as a client that does not pipeline sends its next request after the
/// last response.
///
/// Invariant: `waiting` holds the exchanges that lack the beginning of a message, and the last one in progress; of its
/// first `begun[side]` exchanges that side has begun.
struct ExchangePairing: ~Copyable {
  private var waiting: Deque<OpenExchange> = []
  private var begunRequests = 0
  private var begunResponses = 0
  private var created: UInt64 = 0
  private(set) var isLoose: Bool
  /// Exchanges that lost their place while a message goes on or because nothing can answer them; see `takeAbandoned`.
  private var abandoned: [OpenExchange] = []
  private let limit: Int

  init(isLoose: Bool, limit: Int) {
    self.isLoose = isLoose
    self.limit = limit
  }

  enum Place {
    case existing(OpenExchange)
    /// The message opens an exchange; its counterpart may come.
    case new
    /// The message opens an exchange; its counterpart was missed.
    case alone
  }

  /// Messages may have been missed.
  mutating func loosen() { isLoose = true }

  /// Where the message that begins at `moment` belongs. Gives up exchanges whose counterpart was missed. An existing
  /// exchange is marked as begun.
  mutating func place(_ side: MessageSide, beginning moment: Moment) -> Place {
    let existing = side == .request ? existingForRequest(moment) : existingForResponse(moment)
    if let existing {
      begin(side)
      return .existing(existing)
    }
    let begun = side == .request ? begunRequests : begunResponses
    return begun == waiting.count ? .new : .alone
  }

  /// Puts a new exchange, of which `side` begins, behind the others. False when the oldest had to give way.
  mutating func append(_ exchange: OpenExchange, beginning side: MessageSide) -> Bool {
    waiting.append(exchange)
    begin(side)
    guard waiting.count > limit else { return true }
    isLoose = true
    giveUpFirst()
    return false
  }

  /// Position of the next new exchange: 1, 2, 3, ….
  mutating func nextPosition() -> UInt64 {
    created &+= 1
    return created
  }

  /// Drops exchanges at the front of which both messages are settled.
  mutating func removeSettled() {
    while let first = waiting.first, first.unsettledSides.isEmpty { removeFirst() }
  }

  /// Exchanges whose missing message cannot come any more.
  mutating func takeAbandoned() -> [OpenExchange] {
    if abandoned.isEmpty { return [] }
    defer { abandoned = [] }
    return abandoned
  }

  /// Every exchange that is left, oldest first.
  mutating func takeAll() -> [OpenExchange] {
    defer { waiting = [] }
    begunRequests = 0
    begunResponses = 0
    return Array(waiting)
  }

  /// Nothing of `side` comes any more: gives up every exchange that waits for it.
  mutating func close(_ side: MessageSide) {
    let begun = side == .request ? begunRequests : begunResponses
    abandoned += waiting.dropFirst(begun)
    waiting.removeLast(waiting.count - begun)
    begunRequests = min(begunRequests, waiting.count)
    begunResponses = min(begunResponses, waiting.count)
  }

  private mutating func existingForRequest(_ moment: Moment) -> OpenExchange? {
    while begunRequests < waiting.count {
      let candidate = waiting[begunRequests]
      guard isLoose, begunRequests == 0, let response = candidate.response.extent,
        Self.isBefore(response.start, response.firstFrame, moment)
      else { return candidate }
      giveUpFirst()
    }
    return nil
  }

  private mutating func existingForResponse(_ moment: Moment) -> OpenExchange? {
    guard begunResponses < waiting.count else { return nil }
    guard isLoose else { return waiting[begunResponses] }
    guard Self.request(of: waiting[begunResponses], isBefore: moment) else { return nil }
    while begunResponses == 0, waiting.count > 1, begunRequests > 1, Self.request(of: waiting[1], isBefore: moment) {
      giveUpFirst()
    }
    return waiting[begunResponses]
  }

  private static func request(of exchange: OpenExchange, isBefore moment: Moment) -> Bool {
    guard let extent = exchange.request.extent else { return true }
    return isBefore(extent.start, extent.firstFrame, moment)
  }

  private static func isBefore(_ time: Timestamp, _ frame: FrameReference, _ moment: Moment) -> Bool {
    time == moment.time ? frame < moment.frame : time < moment.time
  }

  private mutating func begin(_ side: MessageSide) {
    if side == .request { begunRequests += 1 } else { begunResponses += 1 }
  }

  private mutating func giveUpFirst() {
    guard let first = waiting.first else { return }
    abandoned.append(first)
    removeFirst()
  }

  private mutating func removeFirst() {
    waiting.removeFirst()
    begunRequests = max(0, begunRequests - 1)
    begunResponses = max(0, begunResponses - 1)
  }
}
