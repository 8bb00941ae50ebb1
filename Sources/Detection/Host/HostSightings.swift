package import TrafficModel

/// What the audit logs of this host have told since the last look, and what the wire was like at that moment.
package struct HostSightings: Sendable {
  /// In order of time.
  package var events: [HostEvent]
  /// When the logs were watching, so far.
  package var logSpan: ClosedRange<Timestamp>?
  /// From the first frame to where the capture has come; nil when absences are not to be judged now.
  package var captured: ClosedRange<Timestamp>?
  /// The servers of flows that are open: these are not told as flows yet.
  package var openServers: Set<Endpoint> = []

  package init(_ events: [HostEvent], logSpan: ClosedRange<Timestamp>?) {
    self.events = events
    self.logSpan = logSpan
  }
}
