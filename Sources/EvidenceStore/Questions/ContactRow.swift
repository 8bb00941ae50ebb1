package import TrafficModel

/// One stored contact between a client and a server: a flow, a call, a message or an exchange.
package struct ContactRow: Sendable {
  package var kind: TrafficEvent.Kind
  package var uid: String
  package var time: Timestamp
  package var last: Timestamp
  package var flowUID: String
  package var client: (address: String, port: UInt16)
  package var server: (address: String, port: UInt16)
  /// `tcp` or `udp`, of flows.
  package var transport: String?
  /// Method of a message or exchange.
  package var method: UntrustedText?
  package var tool: UntrustedText?
  /// The name the client has for the server.
  package var serverName: UntrustedText?
  /// Hash of the credential.
  package var credential: String?
  package var sessionUID: String?
  /// What ran on a flow; kind and direction of a message: `request c2s`.
  package var note: String?
  package var bytesOut: Int64
  package var bytesIn: Int64
  /// As the redaction policy left them.
  package var arguments: String?
  package var resultExcerpt: String?
  package var capture: String?
  package var frames: (first: Int64, last: Int64)
}
