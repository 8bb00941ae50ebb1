package import TrafficModel

/// A server, client or tool, and when it was first seen in the store.
package struct SeenRow: Hashable, Sendable {
  package var address: String
  package var name: UntrustedText?
  package var first: Timestamp
}
