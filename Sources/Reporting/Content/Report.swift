package import EvidenceStore
package import TrafficModel

/// Everything that a report tells, gathered from a store. What it looks like is for the formats.
///
/// The same store and range give the same report: no clock, no path of this machine and no order of chance is in it.
package struct Report: Sendable {
  /// A stretch of time that begins and ends.
  package struct Range: Hashable, Sendable {
    package var start: Timestamp
    package var end: Timestamp

    package init(start: Timestamp, end: Timestamp) {
      self.start = start
      self.end = max(end, start.advanced(byNanoseconds: 1))
    }

    package var nanoseconds: Int64 { max(1, end - start) }
  }

  package var limits: ReportLimits
  package var range: Range
  /// What the range was compared with.
  package var previous: Range
  package var summary: StoreSummary
  package var previousSummary: StoreSummary
  /// The worst first, suppressed ones last; cut at `limits.findings`.
  package var findings: [FindingRow]
  package var findingCounts: [FindingCount]
  package var findingChanges: FindingChanges
  package var servers: [ServerVerdict]
  package var changes: InventoryChanges
  package var activity: [ActivityRow]
  /// Length of one stretch of `activity`.
  package var stretch: Int64
  package var sizes: [ToolSizeRow]
  package var beacons: [BeaconPicture]
  package var callers: [TalkRow]
  package var onward: [TalkRow]
  package var tools: [ToolRow]
  package var toolCount: Int
  package var sessions: [SessionRow]
  package var clients: [ClientRow]
  package var blindSpots: BlindSpots
  package var anomalies: [AnomalyCount]
  package var captures: [CaptureRow]
  package var citedCaptures: [String]
  package var packets: PacketSource

  /// Findings of all detectors that nobody suppressed.
  package func count(of severity: Severity) -> Int64 {
    findingCounts.reduce(0) { $0 + ($1.severity == severity && !$1.isSuppressed ? $1.number : 0) }
  }

  package var suppressedCount: Int64 { findingCounts.reduce(0) { $0 + ($1.isSuppressed ? $1.number : 0) } }
  package var openCount: Int64 { findingCounts.reduce(0) { $0 + ($1.isSuppressed ? 0 : $1.number) } }
  package var worst: Severity? { findingCounts.filter { !$0.isSuppressed }.map(\.severity).max() }
}
