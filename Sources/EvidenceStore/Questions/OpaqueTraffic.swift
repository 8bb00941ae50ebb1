package import TrafficModel

/// TLS handshakes with one server that could not be read, for one reason.
package struct OpaqueTraffic: Hashable, Sendable {
  package var serverName: UntrustedText?
  package var server: String
  /// A raw value of `TLSHandshake.Decryption`.
  package var reason: String
  package var handshakes: Int64
  /// Clients that opened them; one of them has the key.
  package var clients: Int64
}
