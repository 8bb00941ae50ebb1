package import CaptureFiles
import Glibc
package import TrafficModel

/// Reads one audit log that is still written to, over its rotations.
///
/// A log is known by its first line, which no other log has: rotated, renamed, copied or compressed, it is read once.
package final class AuditLogFollower {
  /// So much of a backlog is read at one look, so that the rest of the program goes on.
  private static let bytesPerLook = 32 << 20
  /// Enough to tell one first line from another.
  private static let identityBytes = 1_024
  /// Logs that are known; a folder has far fewer.
  private static let knownLimit = 4_096

  package let path: String
  private var reader = AuditLogReader()
  private var known: Set<[UInt8]> = []
  private var file: (descriptor: Int32, device: dev_t, inode: ino_t)?
  private var offset: Int64 = 0
  /// The first bytes of the log that grows.
  private var head: [UInt8] = []
  private var isBegun = false
  private let nextLog: () -> CaptureID
  private var names: [(log: CaptureID, name: String)] = []
  private var failed: Set<String> = []
  private var failures: [CaptureFileError] = []

  /// - Parameters:
  ///   - path: the log, or the folder in which it is `audit.log`.
  ///   - nextLog: gives each log a number of its own.
  package init(_ path: String, nextLog: @escaping () -> CaptureID) {
    self.path = AuditLogFiles.active(path)
    self.nextLog = nextLog
  }

  deinit { if let file { close(file.descriptor) } }

  package var counts: AuditLogReader.Counts { reader.counts }
  package var span: ClosedRange<Timestamp>? { reader.span }

  /// Reads what has come since, and answers the events that are complete, in order of time.
  ///
  /// - Parameter isQuiet: so much time has passed since the last look that nothing of an event can be missing if nothing new
  ///   is there.
  package func look(isQuiet: Bool) -> [HostEvent] {
    if !isBegun {
      isBegun = true
      readRotated()
    }
    var count = readMore()
    if hasMoved {
      count += readMore()
      leave()
      readRotated()
      count += readMore()
    }
    return reader.takeEvents(isQuiet: isQuiet && count == 0)
  }

  /// The names of logs that were begun since, for records to cite.
  package func takeNames() -> [(log: CaptureID, name: String)] {
    defer { names.removeAll() }
    return names
  }

  /// What could not be read, each once.
  package func takeFailures() -> [CaptureFileError] {
    defer { failures.removeAll() }
    return failures
  }

  // MARK: The log that grows

  /// The log at `path` is another now, or begins anew.
  private var hasMoved: Bool {
    guard let file else { return false }
    var (there, here) = (stat(), stat())
    guard fstat(file.descriptor, &here) == 0 else { return true }
    if here.st_size < offset { return true }
    return stat(path, &there) == 0 && (there.st_dev, there.st_ino) != (file.device, file.inode)
  }

  private func readMore() -> Int {
    if file == nil { begin() }
    guard let file else { return 0 }
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while total < Self.bytesPerLook {
      let count = pread(file.descriptor, &buffer, buffer.count, off_t(offset))
      guard count > 0 else { break }
      reader.take(buffer[..<count])
      head += buffer[..<min(count, max(0, Self.identityBytes - head.count))]
      offset += Int64(count)
      total += count
    }
    return total
  }

  private func begin() {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var facts = stat()
    guard descriptor >= 0, fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      let error = descriptor >= 0 ? EINVAL : errno
      if descriptor >= 0 { close(descriptor) }
      if error != ENOENT { fail(CaptureFileError(.cannotOpen, path: path, systemError: error)) }
      return
    }
    file = (descriptor, facts.st_dev, facts.st_ino)
    offset = 0
    beginLog(path)
  }

  /// What is left of it has its end here, and is not read again under another name.
  private func leave() {
    guard let file else { return }
    reader.endLog()
    remember(Self.identity(head[...]))
    head.removeAll()
    close(file.descriptor)
    self.file = nil
  }

  // MARK: Logs that were rotated

  private func readRotated() {
    for name in AuditLogFiles.rotated(outOf: path) {
      do throws(CaptureFileError) {
        try readWhole(name)
      } catch {
        fail(error)
      }
    }
  }

  private func readWhole(_ name: String) throws(CaptureFileError) {
    var file = try UnpackedFile(path: name)
    guard let first = try file.next(), remember(Self.identity(first[...])) else { return }
    beginLog(name)
    reader.take(first[...])
    while let piece = try file.next() { reader.take(piece[...]) }
    reader.endLog()
  }

  private func beginLog(_ name: String) {
    let log = nextLog()
    reader.begin(log)
    names.append((log, name))
  }

  /// False when it was known.
  @discardableResult private func remember(_ identity: [UInt8]) -> Bool {
    guard !identity.isEmpty, !known.contains(identity) else { return false }
    if known.count >= Self.knownLimit { known.removeAll() }
    known.insert(identity)
    return true
  }

  private static func identity(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(bytes.prefix(identityBytes).prefix { $0 != 0x0a })
  }

  private func fail(_ error: CaptureFileError) {
    if failed.insert(error.path).inserted { failures.append(error) }
  }
}
