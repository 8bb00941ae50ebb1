package import TrafficModel

/// A signature that matched.
package struct SignatureHit: Hashable, Sendable {
  /// Its place in the set.
  package var signature: Int
  package var time: Timestamp
  package var evidence: [Provenance]
  /// For correlations, the values that the events share, by group field.
  package var group: [String: String]
  /// How many events it speaks of.
  package var events: Int
}
