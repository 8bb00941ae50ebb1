package import TrafficModel

/// How one tool of one server was used in a window.
package struct ToolUseRow: Hashable, Sendable {
  package var tool: UntrustedText
  package var server: PeerRow
  package var calls: Int64
  package var errors: Int64
  package var meanDurationNanoseconds: Int64?
  package var longestDurationNanoseconds: Int64?
  package var resultBytes: Int64
  package var largestResultBytes: Int64?
}
