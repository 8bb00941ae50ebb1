package import TrafficModel

/// Turns events into findings, one event at a time.
///
/// A detector is a value with bounded memory. It learns the time only from events and `advance`, and never looks beneath
/// events. Facts arrive when they are complete: a flow after the calls it carried, a call after its answer. So what an event
/// says of time is in the event, not in the order of arrival.
///
/// Findings may be told as often as the fact is seen: the ledger knows them by their key.
package protocol Detector: Sendable {
  static var about: DetectorDescription { get }
  /// What else it claims, under other ids.
  static var others: [DetectorDescription] { get }
  /// The events it wants; it is not called for others. `.finding` gives it what other detectors claim.
  static var interest: TrafficEvent.Kinds { get }
  mutating func observe(_ event: TrafficEvent, findings: inout [Finding])
  /// The same, for a `TextDetector`; all others need not mind it.
  mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding])
  /// Capture time has reached `now`; called every few seconds of it. For detectors that judge windows or silence.
  mutating func advance(to now: Timestamp, findings: inout [Finding])
  /// What this host's audit logs have told while a capture is followed.
  mutating func observe(_ sightings: HostSightings, findings: inout [Finding])
  /// What an earlier analysis knew; before all events, and no occasion to claim anything.
  mutating func recall(_ memory: Recollection)
  /// Nothing more comes.
  mutating func finish(findings: inout [Finding])
}

extension Detector {
  package static var others: [DetectorDescription] { [] }
  package mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding]) {
    observe(event, findings: &findings)
  }
  package mutating func advance(to now: Timestamp, findings: inout [Finding]) {}
  package mutating func observe(_ sightings: HostSightings, findings: inout [Finding]) {}
  package mutating func recall(_ memory: Recollection) {}
  package mutating func finish(findings: inout [Finding]) {}
}

/// A detector that looks into the texts of arguments, results and definitions. It asks `reading` for them, so that each text
/// is read once for all, and implements `observe(_:reading:findings:)` in place of `observe(_:findings:)`.
package protocol TextDetector: Detector {}

extension TextDetector {
  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    observe(event, reading: ExcerptReader(), findings: &findings)
  }
}
