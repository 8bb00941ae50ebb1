package import TrafficModel

/// One session or actor as tables show it.
package struct SessionRow: Hashable, Sendable {
  package var uid: String
  package var sensor: String
  package var start: Timestamp
  package var end: Timestamp
  package var client: PeerRow
  package var clientVersion: UntrustedText?
  package var server: PeerRow
  package var serverVersion: UntrustedText?
  package var basis: String
  package var confidence: Double
  package var transport: String
  package var revision: UntrustedText?
  package var state: String
  package var requests: Int64
  package var toolCalls: Int64
  package var errors: Int64
  package var argumentsBytes: Int64
  package var resultBytes: Int64
}
