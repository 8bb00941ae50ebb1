package import EvidenceStore
package import TrafficModel

/// What is there now and was not before.
package struct InventoryChanges: Hashable, Sendable {
  /// A definition that changed, and where.
  package struct ChangedTool: Hashable, Sendable {
    package var server: String
    package var tool: UntrustedText
    package var seen: Timestamp
    package var digest: String
    package var changedFrom: String
    package var differences: [DefinitionDifference]
    /// Differences beyond those kept.
    package var more: Int
  }

  package var servers: [SeenRow]
  package var clients: [SeenRow]
  package var tools: [SeenRow]
  package var changed: [ChangedTool]
  package var changedCount: Int
}
