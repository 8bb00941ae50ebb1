/// What one step through a capture found.
///
/// After `end` and `cutOff` the same step may be tried again: it continues when the file has grown. `damaged` is final.
package enum ReadOutcome: Hashable, Sendable {
  /// The next frame is ready.
  case frame
  /// Everything is read, and the capture ends between two frames.
  case end
  /// The capture ends inside a header, a frame or a compressed stream. `CaptureFileReader.position` is the end of the
  /// last whole frame or block.
  case cutOff
  case damaged(CaptureDamage)
}
