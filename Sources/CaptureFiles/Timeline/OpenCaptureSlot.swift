/// Holds an open capture in one place, so that the captures of a timeline can be kept in arrays.
///
/// Reaches it by pointer: a stored property of a class would be guarded at run time against overlapping access, twice per
/// frame, which costs as much as reading the frame does. Safe: only `CaptureTimeline` has slots, and no call into a
/// capture comes back to the timeline except through the borrowed frame.
final class OpenCaptureSlot {
  let capture: UnsafeMutablePointer<OpenCapture>

  init(_ capture: consuming OpenCapture) {
    self.capture = .allocate(capacity: 1)
    self.capture.initialize(to: capture)
  }

  deinit {
    capture.deinitialize(count: 1)
    capture.deallocate()
  }

  var turn: Turn { Turn(time: capture.pointee.time, capture: capture.pointee.capture) }
}
