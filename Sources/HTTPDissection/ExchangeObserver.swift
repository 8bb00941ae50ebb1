package import TrafficModel

/// Hears what happens in exchanges, from HTTP/1 and HTTP/2 alike.
///
/// For each side: `headReceived` once, then `bodyReceived` and `bodyGap` in order, then `messageEnded` once. The two sides
/// are independent. After both sides have ended, or cannot any more, `exchangeEnded` once and nothing more. A side that was
/// never seen gets no call; its `completeness` stays `missing`.
package protocol ExchangeObserver: AnyObject {
  /// The head of the request, or of the final response, is in `exchange`.
  func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment)
  /// The next body bytes with transfer coding and content coding removed. Borrowed: valid during the call only.
  func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment)
  /// Body bytes were not captured; `length` counts bytes as transferred, nil when unknown. After a gap in a body with a
  /// content coding no more bytes can be decoded.
  func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment)
  /// The message is over; `exchange.request` or `.response` says how complete it is.
  func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment)
  func exchangeEnded(_ exchange: OpenExchange, moment: Moment)
  /// The connection left HTTP after `exchange`: 101, or a 2xx to CONNECT. Bytes that follow are the new protocol's.
  /// In HTTP/2 only the stream of `exchange` left: its bytes go on coming as `bodyReceived` (RFC 9113 §8.5, RFC 8441).
  func upgraded(_ exchange: OpenExchange, moment: Moment)
  /// A protocol was bent, or a limit was hit.
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment)
}
