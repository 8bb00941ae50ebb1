import TrafficModel

/// When it is a capture's turn in a timeline: earlier frames first; of equal ones, that of the capture with the lower
/// number.
struct Turn: Hashable, Comparable {
  var time: Timestamp
  var capture: CaptureID

  init(time: Timestamp, capture: CaptureID) {
    self.time = time
    self.capture = capture
  }

  static func < (a: Self, b: Self) -> Bool {
    a.time == b.time ? a.capture < b.capture : a.time < b.time
  }
}
