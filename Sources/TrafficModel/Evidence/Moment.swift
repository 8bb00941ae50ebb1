/// When and in which frame something was seen. Bytes that had to wait for missing ones keep the moment of the frame that
/// carried them.
package struct Moment: Hashable, Sendable {
  package var time: Timestamp
  package var frame: FrameReference

  package init(time: Timestamp, frame: FrameReference) {
    self.time = time
    self.frame = frame
  }
}
