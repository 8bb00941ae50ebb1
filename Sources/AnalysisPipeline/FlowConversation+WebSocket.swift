import HTTPDissection
import TrafficModel

/// WebSocket over HTTP/2 (RFC 8441): a stream that extended CONNECT opened is a connection of its own.
extension FlowConversation {
  func upgraded(_ exchange: OpenExchange, moment: Moment) {
    guard exchange.version == .http2, let name = exchange.requestHead?.headers.first(":protocol"),
      name.elementsEqual("websocket".utf8)
    else { return }
    sockets[exchange.streamID] = WebSocketLayer(self, after: exchange)
  }

  func socket(in exchange: OpenExchange) -> WebSocketLayer? {
    exchange.version == .http2 && !sockets.isEmpty ? sockets[exchange.streamID] : nil
  }

  func endSocket(in exchange: OpenExchange, moment: Moment) {
    guard let socket = socket(in: exchange) else { return }
    sockets[exchange.streamID] = nil
    let isOpen = exchange.request.completeness == .open && exchange.response.completeness == .open
    socket.finish(isOpen ? .open : .closed, moment: moment)
  }
}

extension MessageSide {
  var direction: Direction { self == .request ? .toServer : .toClient }
}
