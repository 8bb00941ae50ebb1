/// When a capture file is full.
package struct RotationPolicy: Hashable, Sendable {
  /// Bytes of a file; the frame that passes it is the last.
  package var maximumBytes: Int64 = 100_000_000
  /// Since it was opened, by a clock that nobody sets; nil for as long as it takes.
  package var maximumAge: Duration?

  package init() {}

  /// A file without frames is never full.
  package func shouldRotate(bytes: Int64, frames: UInt64, age: Duration) -> Bool {
    guard frames > 0 else { return false }
    return bytes >= maximumBytes || maximumAge.map { age >= $0 } ?? false
  }
}
