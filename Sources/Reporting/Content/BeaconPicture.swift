package import EvidenceStore
package import TrafficModel

/// When a suspected beacon spoke.
package struct BeaconPicture: Hashable, Sendable {
  package var finding: FindingRow
  /// Oldest first.
  package var times: [Timestamp]
  /// More contacts than are shown.
  package var isCut: Bool

  /// Seconds between contacts.
  package var intervals: [Double] { zip(times.dropFirst(), times).map { Double($0 - $1) / 1e9 } }
}
