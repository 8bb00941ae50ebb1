package import TrafficModel

/// One finding as reports show it. Its words hold a peer's words, so they are a peer's as a whole.
package struct FindingRow: Hashable, Sendable {
  /// Frames of one capture that a finding cites.
  package struct Place: Hashable, Sendable {
    package var flowID: String
    package var capture: UntrustedText
    package var firstFrame: Int64
    package var lastFrame: Int64
  }

  /// The decision that hides it from those who want to be told.
  package struct Suppression: Hashable, Sendable {
    package var reason: String
    package var author: String
    package var expires: String
  }

  package var uid: String
  package var sensor: String
  package var detector: String
  package var title: UntrustedText
  package var severity: Severity
  package var confidence: Double
  package var score: [ScorePart]
  package var explanation: UntrustedText
  package var falseAlarms: [UntrustedText]
  package var references: [MappingID]
  package var client: String?
  /// Address and port.
  package var server: String?
  package var tool: UntrustedText?
  package var destination: UntrustedText?
  package var occurrences: Int64
  package var first: Timestamp
  package var last: Timestamp
  package var flowID: String?
  package var evidence: [Place]
  package var suppression: Suppression?
}
