package import TrafficModel

/// One flow as tables show it.
package struct FlowRow: Hashable, Sendable {
  package var uid: String
  package var sensor: String
  package var start: Timestamp
  package var end: Timestamp
  package var client: PeerRow
  /// Its name is the one that the client used, or that DNS gave.
  package var server: PeerRow
  package var transport: String
  package var state: String
  package var service: String?
  package var frames: Int64
  package var bytesToServer: Int64
  package var bytesToClient: Int64
  package var gaps: Int64
}
