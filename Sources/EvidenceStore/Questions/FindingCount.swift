package import TrafficModel

/// How many findings of one detector and severity a window has.
package struct FindingCount: Hashable, Sendable {
  package var detector: String
  package var severity: Severity
  package var isSuppressed: Bool
  package var number: Int64
}
