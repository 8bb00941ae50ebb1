import TrafficModel

/// A connection left HTTP/1: 101, or a 2xx to CONNECT.
package struct ProtocolSwitch {
  package enum Target: UInt8, Sendable {
    case webSocket
    /// HTTP/2 in the clear. The answer to the request comes there, as stream 1: the exchange is still open, its request
    /// is known, and its response is the HTTP/2 conversation's to fill and settle.
    case http2
    /// Whatever the client asked the proxy for.
    case tunnel
    case other
  }

  package let target: Target
  package let exchange: OpenExchange

  init(_ exchange: OpenExchange, status: UInt16, headers: HeaderBlock) {
    self.exchange = exchange
    guard status == 101 else {
      target = .tunnel
      return
    }
    let offered = headers.first("upgrade") ?? exchange.requestHead?.headers.first("upgrade") ?? []
    let names = HeaderList(offered).map { $0 }
    if names.contains(where: { $0.equals("websocket") }) {
      target = .webSocket
    } else {
      target = names.contains { $0.equals("h2c") } ? .http2 : .other
    }
  }
}
