import TrafficModel

/// One stream of a connection that has not ended yet, with the exchange it carries.
final class H2Stream {
  let id: UInt32
  let exchange: OpenExchange
  let request = H2Message(.request)
  let response = H2Message(.response)
  /// Grows with every frame of the connection; the stream with the lowest has been silent longest.
  var lastActivity: UInt64

  init(id: UInt32, exchange: OpenExchange, activity: UInt64) {
    self.id = id
    self.exchange = exchange
    lastActivity = activity
  }

  /// The message that travels in `direction`.
  func message(_ direction: Direction) -> H2Message { direction == .toServer ? request : response }

  var hasEnded: Bool { request.phase == .ended && response.phase == .ended }
  var isConnect: Bool { exchange.requestHead?.method == "CONNECT" }

  /// Whether `content-length` of the response speaks of the bytes that follow (RFC 9110 §8.6, §9.3.2, §15.4.5).
  func bindsLength(status: UInt16) -> Bool {
    status != 204 && status != 304 && exchange.requestHead?.method != "HEAD" && !isConnect
  }
}
