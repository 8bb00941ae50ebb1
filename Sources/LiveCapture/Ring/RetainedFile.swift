package import TrafficModel

/// A finished file of a ring, with what belongs to it (its manifest, a compressed form).
package struct RetainedFile: Hashable, Sendable {
  package var number: UInt64
  /// Within the folder; the capture first.
  package var names: [String]
  package var bytes: Int64
  /// When it was last written to.
  package var lastTime: Timestamp
  /// Another link keeps its content.
  package var isPinned: Bool

  package init(number: UInt64, names: [String], bytes: Int64, lastTime: Timestamp, isPinned: Bool = false) {
    self.number = number
    self.names = names
    self.bytes = bytes
    self.lastTime = lastTime
    self.isPinned = isPinned
  }
}
