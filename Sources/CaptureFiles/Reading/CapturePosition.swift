/// A place between two frames of a capture, from which reading can continue in another process.
package struct CapturePosition: Hashable, Comparable, Sendable {
  /// Bytes before it, unpacked when the capture is compressed.
  package var offset: Int64
  /// Frames before it.
  package var frames: UInt64

  package init(offset: Int64, frames: UInt64) {
    self.offset = offset
    self.frames = frames
  }

  package static let start = CapturePosition(offset: 0, frames: 0)

  package static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
}
