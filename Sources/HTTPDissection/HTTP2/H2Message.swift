import ByteParsing
import TrafficModel

/// One side of a stream: awaited, then open once its head or a first part of its body came, then ended.
final class H2Message {
  enum Phase { case awaited, open, ended }

  let side: MessageSide
  private(set) var phase = Phase.awaited
  private var body: MessageBody?
  /// What `content-length` promises; nil when it does not speak of this body.
  private var promisedBytes: UInt64?
  /// Looks for an event stream in a body without head; nil when there was a head.
  private var search: H2EventStreamSearch?

  init(_ side: MessageSide) { self.side = side }

  /// - Parameters:
  ///   - headers: tell the content coding.
  ///   - promisedBytes: the length that the body must have.
  func begin(
    of exchange: OpenExchange, extent: Extent, headers: HeaderBlock, promisedBytes: UInt64?, limits: HTTPLimits
  ) {
    phase = .open
    self.promisedBytes = promisedBytes
    body = MessageBody(side, headers: headers, limits: limits)
    exchange.begin(side, extent: extent)
  }

  /// What comes is the rest of a body whose head was not captured. It is counted, and told to the observer only if it is an
  /// event stream, which explains itself.
  func beginWithoutHead(of exchange: OpenExchange, extent: Extent, limits: HTTPLimits) {
    phase = .open
    exchange.begin(side, extent: extent)
    exchange[side].completeness = .gap
    search = side == .response ? H2EventStreamSearch(limits: limits) : nil
  }

  /// The next bytes begin a frame, and so, with most servers, an event.
  func frameBegan() { search?.restart() }

  /// The message was told by HTTP/1, before the connection changed to HTTP/2.
  func adoptEnded() { phase = .ended }

  func receive(_ bytes: RawSpan, of exchange: OpenExchange, moment: Moment, observer: any ExchangeObserver) {
    if body?.receive(bytes, of: exchange, moment: moment, observer: observer) != nil { return }
    exchange[side].bodyWireBytes &+= UInt64(bytes.byteCount)
    exchange.extend(side, to: moment)
    if search?.receive(bytes) == true { beginEventStream(bytes, of: exchange, moment: moment, observer: observer) }
  }

  func gap(length: UInt64?, of exchange: OpenExchange, moment: Moment, observer: any ExchangeObserver) {
    if body?.gap(length: length, of: exchange, moment: moment, observer: observer) != nil { return }
    exchange[side].gapBytes &+= length ?? 0
  }

  /// All the bytes that `content-length` promises have come: only the end of the stream is missing.
  func isWhole(in exchange: OpenExchange) -> Bool {
    phase == .open && promisedBytes == exchange[side].bodyWireBytes && exchange[side].completeness != .gap
  }

  /// Ends the message, or settles that it never comes. Does nothing the second time.
  func end(
    as completeness: HTTPExchange.Completeness, of exchange: OpenExchange, moment: Moment,
    observer: any ExchangeObserver
  ) {
    guard phase != .ended else { return }
    let wasOpen = phase == .open
    if wasOpen {
      var completeness = completeness
      if isWhole(in: exchange) {
        // Clients reset a stream when they have what was promised, often before they saw its end.
        completeness = .complete
      } else if completeness == .complete, promisedBytes != nil, exchange[side].completeness != .gap {
        observer.anomaly(.badLength, flow: exchange.flow, moment: moment)
      }
      body?.end(as: completeness, of: exchange, moment: moment, observer: observer)
      body = nil
    }
    phase = .ended
    exchange.settle(side, moment: moment, observer: observer)
  }

  private func beginEventStream(
    _ bytes: RawSpan, of exchange: OpenExchange, moment: Moment, observer: any ExchangeObserver
  ) {
    guard let search = search.take() else { return }
    let rest = bytes.extracting(droppingFirst: search.takenFromLast)
    exchange.beganInsideEventStream = true
    var body = MessageBody(side, headers: HeaderBlock(), limits: search.limits)
    body.gap(length: nil, of: exchange, moment: moment, observer: observer)
    // These bytes have been counted already, and the body counts them again.
    exchange[side].bodyWireBytes &-= UInt64(search.first.count &+ rest.byteCount)
    body.receive(search.first.span.bytes, of: exchange, moment: moment, observer: observer)
    body.receive(rest, of: exchange, moment: moment, observer: observer)
    self.body = consume body
  }
}
