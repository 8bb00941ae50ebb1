import ByteParsing
import TrafficModel

/// Who is the client, where no SYN tells: by the first payload seen, else by the ports.
enum RoleProbe {
  enum Role: Sendable { case client, server }

  /// Who sends bytes that begin like this; nil when they could be anyone's.
  static func sender(of payload: RawSpan) -> Role? {
    if payload.hasPrefix("HTTP/1.") { return .server }
    if let role = handshake(payload) { return role }
    return isRequest(payload) ? .client : nil
  }

  /// How much a port looks like one that servers listen on; lower is more.
  static func rank(_ port: UInt16) -> Int {
    switch port {
    case 80, 443, 8080, 8000, 8443, 3000, 53, 5353: 0
    case ..<1024: 1
    // Where systems begin to take the ports of clients from (RFC 6335 says 49152, Linux does 32768).
    case ..<32768: 2
    default: 3
    }
  }

  /// Of two ends, the one that rather listens; nil when their ports are equal.
  static func server(of a: Endpoint, _ b: Endpoint) -> Endpoint? {
    let ranks = (rank(a.port), rank(b.port))
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 ? a : b }
    if a.port == b.port { return nil }
    return a.port < b.port ? a : b
  }

  /// A TLS record that holds a ClientHello (type 1) or a ServerHello (type 2).
  private static func handshake(_ payload: RawSpan) -> Role? {
    guard payload.byteCount >= 6, payload[byteAt: 0] == 22, payload[byteAt: 1] == 3 else { return nil }
    switch payload[byteAt: 5] {
    case 1: return .client
    case 2: return .server
    default: return nil
    }
  }

  private static func isRequest(_ payload: RawSpan) -> Bool {
    payload.hasPrefix("POST ") || payload.hasPrefix("GET ") || payload.hasPrefix("DELETE ")
      || payload.hasPrefix("OPTIONS ") || payload.hasPrefix("HEAD ") || payload.hasPrefix("PUT ")
      || payload.hasPrefix("PATCH ") || payload.hasPrefix("CONNECT ") || payload.hasPrefix("PRI * ")
  }
}
