package import TrafficModel

/// From where a reading of one growing source must go on after a restart, so that no record is missing and none comes twice.
///
/// What lies between the oldest frame still needed and the place reached is read again to come to the same state; its
/// records were written already.
package struct Checkpoint: Hashable, Sendable {
  /// A place between two frames of a capture.
  package struct Place: Hashable, Sendable {
    package var file: String
    /// The time of the first frame of that capture: names it when its file was renamed since.
    package var fileTime: Timestamp
    package var offset: UInt64
    package var frame: UInt64

    package init(file: String, fileTime: Timestamp, offset: UInt64, frame: UInt64) {
      self.file = file
      self.fileTime = fileTime
      self.offset = offset
      self.frame = frame
    }
  }

  /// A place in the audit logs of the host: up to this event, in order of time, everything was told.
  package struct LogPlace: Hashable, Comparable, Sendable {
    package var time: Timestamp
    package var serial: UInt64

    package init(time: Timestamp, serial: UInt64) { (self.time, self.serial) = (time, serial) }

    package static func < (a: LogPlace, b: LogPlace) -> Bool { (a.time, a.serial) < (b.time, b.serial) }
  }

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
  /// The time of the first frame of `file`.
  package var fileTime = Timestamp.zero
  /// Up to where every record was written; nil where that is not known.
  package var reached: Place?
  /// Up to where the audit logs of the host were told; nil when none is followed.
  package var logReached: LogPlace?
  /// The names of the flows and sessions that were open there, sorted.
  package var openFlows: [UInt64] = []
  package var openSessions: [UInt64] = []
  /// How long the file of records beside the store was; nil without one.
  package var outputBytes: UInt64?

  package init(source: String, file: String, offset: UInt64, frame: UInt64, time: Timestamp) {
    self.source = source
    self.file = file
    self.offset = offset
    self.frame = frame
    self.time = time
  }

  package var needed: Place { Place(file: file, fileTime: fileTime, offset: offset, frame: frame) }
}
