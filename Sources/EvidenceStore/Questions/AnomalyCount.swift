package import TrafficModel

/// How often a protocol was bent in one way.
package struct AnomalyCount: Hashable, Sendable {
  package var kind: String
  package var count: Int64
  package var flows: Int64
  package var first: Timestamp
  package var last: Timestamp
}
