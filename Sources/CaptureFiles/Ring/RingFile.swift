package import TrafficModel

/// One capture of a ring that has its first frame.
///
/// The time of that frame names the capture whatever the file is called: a ring may give its name to another capture, and a
/// compressing command may give the capture another name.
package struct RingFile: Hashable, Sendable {
  /// Within the folder of the ring.
  package var name: String
  package var firstTime: Timestamp
  /// Bytes of the file when it was last looked at.
  package var bytes: Int64

  package init(name: String, firstTime: Timestamp, bytes: Int64) {
    self.name = name
    self.firstTime = firstTime
    self.bytes = bytes
  }
}
