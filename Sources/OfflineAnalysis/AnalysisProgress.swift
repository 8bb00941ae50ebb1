package import TrafficModel

/// How far an analysis has come.
package struct AnalysisProgress: Sendable {
  package var bytesRead: Int64
  /// Nil when an input has no length.
  package var bytesTotal: Int64?
  package var frames: UInt64
  package var toolCalls: UInt64
  /// Capture time of the last frame.
  package var time: Timestamp

  package init(bytesRead: Int64, bytesTotal: Int64?, frames: UInt64, toolCalls: UInt64, time: Timestamp) {
    self.bytesRead = bytesRead
    self.bytesTotal = bytesTotal
    self.frames = frames
    self.toolCalls = toolCalls
    self.time = time
  }
}
