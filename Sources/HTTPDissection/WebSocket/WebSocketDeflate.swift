package import TrafficModel

/// What two ends agreed on about compression (RFC 7692 §7): permessage-deflate, or nothing.
package struct WebSocketDeflate: Hashable, Sendable {
  /// Each message of the server is compressed by itself.
  package var serverResetsContext = false
  /// Each message of the client is compressed by itself.
  package var clientResetsContext = false

  package init() {}

  /// - Parameter response: the fields of the 101 response, which decides. Window sizes need not be known: inflating with
  ///   the largest window reads all of them.
  package init?(response: HeaderBlock) {
    for value in response.all("sec-websocket-extensions") {
      for member in HeaderList(value) {
        let parts = member.bytes.split(separator: ASCII.semicolon).map { HeaderToken(trimming: $0) }
        guard let name = parts.first, name.equals("permessage-deflate") else { continue }
        serverResetsContext = parts.contains { $0.equals("server_no_context_takeover") }
        clientResetsContext = parts.contains { $0.equals("client_no_context_takeover") }
        return
      }
    }
    return nil
  }

  func resetsContext(_ direction: Direction) -> Bool {
    direction == .toServer ? clientResetsContext : serverResetsContext
  }
}
