/// Counts the captures of one run in the order they were opened; their names are known at the edges.
public struct CaptureID: Hashable, Comparable, Sendable {
  /// In the order in which captures were opened.
  public var rawValue: UInt32

  /// From its number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// By number.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// One frame of one capture, 1-based as packet tools count them.
public struct FrameReference: Hashable, Comparable, Sendable {
  /// The file it lies in.
  public var capture: CaptureID
  /// From 1, as other tools count frames.
  public var number: UInt64

  /// The frame of that number in a capture.
  public init(capture: CaptureID, number: UInt64) {
    self.capture = capture
    self.number = number
  }

  /// Stands where no frame is known.
  public static let none = FrameReference(capture: CaptureID(rawValue: 0), number: 0)

  /// In the order they were read.
  public static func < (a: Self, b: Self) -> Bool {
    a.capture == b.capture ? a.number < b.number : a.capture < b.capture
  }
}
