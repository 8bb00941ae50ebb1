import Glibc
package import TrafficModel

/// Writes sightings beside a ring, readable by its owner only.
package final class SocketLogWriter {
  private let folder: String
  private let largest: Int
  private var descriptor: Int32 = -1
  private var written = 0

  /// - Parameter largest: bytes of one file.
  package init(folder: String, largest: Int = SocketLog.largest) {
    self.folder = folder
    self.largest = largest
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// True when a new file was begun, into which whatever still holds must be written again.
  package var needsBeginning: Bool { descriptor < 0 || written >= largest }

  /// - Returns: false, with `errno`, when it cannot be written.
  package func begin() -> Bool {
    if descriptor >= 0 { close(descriptor) }
    let path = "\(folder)/\(SocketLog.fileName)"
    rename(path, "\(folder)/\(SocketLog.previousName)")
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    written = 0
    return descriptor >= 0
  }

  /// - Returns: false, with `errno`, when they could not be written.
  package func append(_ sightings: [SocketSighting]) -> Bool {
    guard !sightings.isEmpty else { return true }
    let bytes = sightings.flatMap { SocketLine($0).bytes }
    let count = write(descriptor, bytes, bytes.count)
    written += bytes.count
    return count == bytes.count
  }
}
