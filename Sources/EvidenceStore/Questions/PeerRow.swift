package import TrafficModel

/// One end of what a row tells of.
package struct PeerRow: Hashable, Sendable {
  package var address: String
  package var port: UInt16
  /// What it says it is.
  package var name: UntrustedText?
  /// For servers: `Host` or `:authority` that the client used.
  package var authority: UntrustedText?
}
