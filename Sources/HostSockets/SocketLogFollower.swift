import Glibc
package import TrafficModel

/// Reads the sightings beside a ring, while they are written and after.
package final class SocketLogFollower {
  /// So much is read of one file at one look: all of it, unless others write there.
  private static let bytesPerLook = 4 * SocketLog.largest
  private static let longestLine = 1 << 16

  private let folder: String
  private var descriptor: Int32 = -1
  private var inode: ino_t = 0
  private var rest: [UInt8] = []
  private var hasReadPrevious = false

  package init(folder: String) { self.folder = folder }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What came since the last look.
  package func look() -> [SocketSighting] {
    var found: [SocketSighting] = []
    if !hasReadPrevious {
      hasReadPrevious = true
      if open(SocketLog.previousName) { readAll(&found) }
      leave()
    }
    if descriptor < 0 { _ = open(SocketLog.fileName) }
    guard descriptor >= 0 else { return found }
    readAll(&found)
    if isExchanged {
      // It was written to its end before it was exchanged.
      readAll(&found)
      leave()
      if open(SocketLog.fileName) { readAll(&found) }
    }
    return found
  }

  private func open(_ name: String) -> Bool {
    let path = "\(folder)/\(name)"
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      leave()
      return false
    }
    inode = facts.st_ino
    return true
  }

  private var isExchanged: Bool {
    var facts = stat()
    return stat("\(folder)/\(SocketLog.fileName)", &facts) == 0 && facts.st_ino != inode
  }

  private func leave() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    rest.removeAll()
  }

  private func readAll(_ found: inout [SocketSighting]) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while total < Self.bytesPerLook {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      total += count
      rest += buffer[..<count]
      var start = 0
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if let sighting = SocketLine.sighting(rest[start..<end]) { found.append(sighting) }
        start = end + 1
      }
      rest.removeFirst(start)
      if rest.count > Self.longestLine { rest.removeAll() }
    }
  }
}
