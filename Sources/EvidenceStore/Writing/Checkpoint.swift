package import TrafficModel

/// From where a reading of one growing source must go on after a restart, so that no record is missing. Reading the same
/// frames again is harmless: records have names that do not change.
package struct Checkpoint: Hashable, Sendable {
  /// What is being followed: a folder, or `-` for standard input.
  package var source: String
  /// The capture that holds the oldest byte an open flow still needs.
  package var file: String
  /// Where in the file, in bytes, a frame begins.
  package var offset: UInt64
  /// The number of that frame in its capture.
  package var frame: UInt64
  /// The capture time that analysis had reached.
  package var time: Timestamp

  package init(source: String, file: String, offset: UInt64, frame: UInt64, time: Timestamp) {
    self.source = source
    self.file = file
    self.offset = offset
    self.frame = frame
    self.time = time
  }
}
