package import TrafficModel

/// A capture file that was written and closed.
package struct FinishedCapture: Hashable, Sendable {
  package var path: String
  package var frames: UInt64
  /// Bytes of the file.
  package var bytes: Int64
  /// Earliest and latest time of any frame; nil without frames.
  package var firstTime: Timestamp?
  package var lastTime: Timestamp?

  init(path: String) {
    self.path = path
    frames = 0
    bytes = 0
  }

  mutating func count(_ time: Timestamp) {
    frames &+= 1
    firstTime = min(firstTime ?? time, time)
    lastTime = max(lastTime ?? time, time)
  }
}
