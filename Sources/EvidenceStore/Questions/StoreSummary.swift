package import TrafficModel

/// How much a store holds of what.
package struct StoreSummary: Hashable, Sendable {
  package var captures: Int64 = 0
  package var flows: Int64 = 0
  package var exchanges: Int64 = 0
  package var sessions: Int64 = 0
  package var toolCalls: Int64 = 0
  package var failedCalls: Int64 = 0
  package var messages: Int64 = 0
  package var toolDefinitions: Int64 = 0
  package var anomalies: Int64 = 0
  package var findings: Int64 = 0
  /// Of all facts in the window.
  package var first: Timestamp?
  package var last: Timestamp?
}
