import TrafficModel

/// Handshake messages up to the client's key exchange, which the extended master secret covers (RFC 7627 §3). Kept only
/// when a private key is known, and bounded.
struct Transcript {
  private var clientHello: [UInt8] = []
  private var server: [UInt8] = []
  private var client: [UInt8] = []
  private var isOver = false
  private var isOverfull = false

  /// The messages in the order of the protocol, whatever the order of capture; nil when there were too many bytes.
  var bytes: [UInt8]? { isOverfull ? nil : clientHello + server + client }

  mutating func add(_ message: HandshakeReader.Message, _ direction: Direction, limit: Int) {
    guard message.type != .finished, message.type != .newSessionTicket, !isOver || direction == .toClient else {
      return
    }
    let count = message.body.count
    let encoded = [message.type.rawValue] + [16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + message.body
    guard clientHello.count + server.count + client.count + encoded.count <= limit else {
      isOverfull = true
      return
    }
    if direction == .toClient {
      server += encoded
    } else if message.type == .clientHello {
      clientHello += encoded
    } else {
      client += encoded
    }
    if message.type == .clientKeyExchange { isOver = true }
  }
}
