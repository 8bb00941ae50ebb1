/// Counts the captures of one run in the order they were opened; their names are known at the edges.
package struct CaptureID: Hashable, Comparable, Sendable {
  package var rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// One frame of one capture, 1-based as packet tools count them.
package struct FrameReference: Hashable, Comparable, Sendable {
  package var capture: CaptureID
  package var number: UInt64

  package init(capture: CaptureID, number: UInt64) {
    self.capture = capture
    self.number = number
  }

  /// Stands where no frame is known.
  package static let none = FrameReference(capture: CaptureID(rawValue: 0), number: 0)

  package static func < (a: Self, b: Self) -> Bool {
    a.capture == b.capture ? a.number < b.number : a.capture < b.capture
  }
}
