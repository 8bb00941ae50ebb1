package import TrafficModel

/// One form that a tool's definition had.
package struct ToolVersionRow: Hashable, Sendable {
  package var uid: String
  package var server: PeerRow
  package var tool: UntrustedText
  package var seen: Timestamp
  package var digest: String
  package var schemaDigest: String?
  package var changedFrom: String?
}
