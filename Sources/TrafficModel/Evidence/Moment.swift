/// When and in which frame something was seen. Bytes that had to wait for missing ones keep the moment of the frame that
/// carried them.
public struct Moment: Hashable, Sendable {
  /// When it was captured.
  public var time: Timestamp
  /// The frame that was captured.
  public var frame: FrameReference

  /// A frame and its time.
  public init(time: Timestamp, frame: FrameReference) {
    self.time = time
    self.frame = frame
  }
}
