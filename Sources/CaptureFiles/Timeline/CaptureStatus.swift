package import TrafficModel

/// What became of one capture of a timeline.
package struct CaptureStatus: Hashable, Sendable {
  package enum Condition: Hashable, Sendable {
    /// Not read to its end yet.
    case reading
    case complete
    /// No frame at all, but nothing wrong.
    case empty
    /// Ends inside a frame, a block or a compressed stream; read to the last whole frame, which ends here.
    case truncated(at: CapturePosition)
    case damaged(CaptureDamage)
    case notACapture
    case unreadable(CaptureFileError)
  }

  package var capture: CaptureID
  /// As the user or the directory spelled it; `-` is standard input.
  package var name: String
  package var format: CaptureFormat?
  package var compression = Compression.none
  /// Bytes of the file as it is on disk; nil when that has no length.
  package var length: Int64?

  package var frames: UInt64 = 0
  /// Bytes of frames as captured.
  package var capturedBytes: UInt64 = 0
  /// Bytes of frames as they were on the wire, as the capture says.
  package var wireBytes: UInt64 = 0
  /// Earliest and latest time of any frame; nil before the first.
  package var firstTime: Timestamp?
  package var lastTime: Timestamp?
  /// Frames whose time lies before that of the frame before them.
  package var backwardSteps: UInt64 = 0

  package var condition = Condition.reading
  /// Interfaces with their statistics, for pcapng.
  package var interfaces: [CaptureInterface] = []
  package var malformedBlocks: UInt64 = 0
  package var lostSecrets: UInt64 = 0
  /// Had to wait because `CaptureLimits.openCaptures` were open: its frames may come late.
  package var wasDelayed = false

  package init(capture: CaptureID, name: String) {
    self.capture = capture
    self.name = name
  }

  /// True when nothing of it could be used.
  package var isUnusable: Bool {
    switch condition {
    case .notACapture, .unreadable, .damaged: frames == 0
    case .reading, .complete, .empty, .truncated: false
    }
  }
}
