import ByteParsing
package import TrafficModel

/// The body of one message on its way to the observer: counts it as transferred, removes content codings, counts it
/// decoded.
///
/// The same for HTTP/1, after chunks have been taken apart, and for the DATA of HTTP/2.
package struct MessageBody: ~Copyable {
  private let side: MessageSide
  private var decoder: ContentDecoder?
  /// Body bytes are counted and not delivered: the coding is unknown or broken, a limit was hit, or bytes are missing.
  private var isOpaque = false
  private var pendingAnomaly: Anomaly.Kind?

  /// - Parameters:
  ///   - headers: tells the content codings.
  ///   - transferCodings: codings that the transfer added, in the order they were applied, `chunked` left out.
  package init(
    _ side: MessageSide, headers: HeaderBlock, transferCodings: [ContentCoding] = [], limits: HTTPLimits
  ) {
    self.side = side
    guard headers.first("content-encoding") != nil || !transferCodings.isEmpty else { return }
    if let codings = ContentCoding.list(in: headers, limit: limits.contentCodings) {
      let all = codings + transferCodings
      if !all.isEmpty { decoder = ContentDecoder(all, limits: limits) }
    } else {
      isOpaque = true
      pendingAnomaly = .badContentCoding
    }
  }

  package mutating func receive(
    _ bytes: RawSpan, of exchange: OpenExchange, moment: Moment, observer: any ExchangeObserver
  ) {
    guard bytes.byteCount > 0 else { return }
    let isPlain = decoder == nil && !isOpaque
    exchange[side].receive(bytes.byteCount, decoded: isPlain ? bytes.byteCount : 0, moment: moment)
    if isPlain { return observer.bodyReceived(bytes, side, of: exchange, moment: moment) }
    if let kind = pendingAnomaly {
      pendingAnomaly = nil
      observer.anomaly(kind, flow: exchange.flow, moment: moment)
    }
    guard let decoder, !isOpaque else { return }
    decode(bytes, with: decoder, of: exchange, moment: moment, observer: observer)
  }

  /// - Parameter length: bytes as transferred; nil when unknown.
  package mutating func gap(length: UInt64?, of exchange: OpenExchange, moment: Moment, observer: any ExchangeObserver)
  {
    exchange[side].completeness = .gap
    exchange[side].gapBytes &+= length ?? 0
    if decoder != nil { isOpaque = true }
    observer.bodyGap(length: length, side, of: exchange, moment: moment)
  }

  /// Ends the message. Does not settle its side.
  package mutating func end(
    as completeness: HTTPExchange.Completeness, of exchange: OpenExchange, moment: Moment,
    observer: any ExchangeObserver
  ) {
    if let decoder, !isOpaque, completeness == .complete, decoder.isUnfinished {
      observer.anomaly(.badContentCoding, flow: exchange.flow, moment: moment)
    }
    decoder = nil
    exchange.end(side, as: completeness, moment: moment, observer: observer)
  }

  private mutating func decode(
    _ bytes: RawSpan, with decoder: ContentDecoder, of exchange: OpenExchange, moment: Moment,
    observer: any ExchangeObserver
  ) {
    let side = side
    do throws(ContentDecoder.Failure) {
      try decoder.decode(bytes) { piece in
        exchange[side].bodyBytes &+= UInt64(piece.byteCount)
        observer.bodyReceived(piece, side, of: exchange, moment: moment)
      }
    } catch {
      isOpaque = true
      self.decoder = nil
      let kind: Anomaly.Kind = error == .limitExceeded ? .decompressionLimit : .badContentCoding
      observer.anomaly(kind, flow: exchange.flow, moment: moment)
      observer.bodyGap(length: nil, side, of: exchange, moment: moment)
    }
  }
}

extension HTTPExchange.Message {
  /// Counts body bytes; in one step, as each access to an exchange is checked for exclusivity.
  fileprivate mutating func receive(_ wireBytes: Int, decoded: Int, moment: Moment) {
    bodyWireBytes &+= UInt64(wireBytes)
    bodyBytes &+= UInt64(decoded)
    if extent?.extend(to: moment) == nil { extent = Extent(moment) }
  }
}
