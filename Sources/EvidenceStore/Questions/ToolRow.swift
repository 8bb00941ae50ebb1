package import TrafficModel

/// One tool of the inventory: what one server declares to one credential, in its newest form, and what became of it.
package struct ToolRow: Hashable, Sendable {
  /// The record of the newest definition.
  package var uid: String
  package var server: PeerRow
  /// The hash of the credential it was declared to; nil without one.
  package var credential: String?
  package var tool: UntrustedText
  package var digest: String
  package var firstSeen: Timestamp
  package var lastSeen: Timestamp
  /// Different forms seen, this one included.
  package var versions: Int64
  /// Calls of the tool at that server, whoever called.
  package var calls: Int64
}
