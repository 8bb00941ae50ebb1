import CLibpcap
import CaptureFiles
import Glibc
import TrafficModel

/// The folder of a ring: makes it, names new files, lists finished ones, removes them.
package struct RingDirectory: Sendable {
  package let path: String
  private let device: UInt64
  private let inode: UInt64

  /// Makes the folder, readable by its owner only, when it is not there; it belongs to `user` then.
  package init(creating path: String, for user: Privileges.User? = nil) throws(CaptureFailure) {
    if mkdir(path, 0o700) == 0 {
      if let user, geteuid() == 0, chown(path, user.id, user.group) != 0 { throw Self.failure(path) }
    } else if errno != EEXIST {
      throw Self.failure(path)
    }
    try self.init(path: path)
  }

  package init(path: String) throws(CaptureFailure) {
    self.path = path
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw Self.failure(path) }
    guard facts.st_mode & S_IFMT == S_IFDIR else {
      throw CaptureFailure(.folder, path, cause: "not a directory", advice: "name a directory for the ring")
    }
    device = UInt64(facts.st_dev)
    inode = UInt64(facts.st_ino)
  }

  /// Whether the folder is still the one that was opened.
  var isThere: Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && UInt64(facts.st_ino) == inode && UInt64(facts.st_dev) == device
  }

  /// Others can read or list what is in it.
  package var isOpenToOthers: Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & 0o077 != 0
  }

  package var isWritable: Bool { access(path, W_OK | X_OK) == 0 }

  /// Bytes that ordinary users may still write.
  package var freeBytes: Int64 {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else { return .max }
    let (bytes, overflow) = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
    return overflow ? .max : Int64(clamping: bytes)
  }

  /// Files of the ring, oldest first, one for each number. Those at and after `growing` are left out: they are not finished.
  package func files(before growing: UInt64? = nil) throws(CaptureFailure) -> [RetainedFile] {
    var found: [UInt64: RetainedFile] = [:]
    for name in try names() {
      guard let ring = RingName(name), ring.number < growing ?? .max, let facts = facts(name) else { continue }
      let isCapture = !name.hasSuffix(RingManifest.suffix)
      var file = found[ring.number] ?? RetainedFile(number: ring.number, names: [], bytes: 0, lastTime: .zero)
      file.names.insert(name, at: isCapture ? 0 : file.names.count)
      file.bytes += Int64(facts.st_size)
      if isCapture {
        let seconds = Int64(facts.st_mtim.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue
        file.lastTime = max(file.lastTime, Timestamp(nanoseconds: seconds))
        file.isPinned = file.isPinned || facts.st_nlink > 1
      }
      found[ring.number] = file
    }
    return found.values.sorted { $0.number < $1.number }
  }

  /// The first number that no file has had yet.
  func nextNumber() throws(CaptureFailure) -> UInt64 {
    try names().compactMap { RingName($0)?.number }.max().map { $0 &+ 1 } ?? 1
  }

  package func remove(_ file: RetainedFile) {
    for name in file.names { unlink("\(path)/\(name)") }
  }

  private func facts(_ name: String) -> stat? {
    var facts = stat()
    return lstat("\(path)/\(name)", &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG ? facts : nil
  }

  private func names() throws(CaptureFailure) -> [String] {
    guard let folder = opendir(path) else { throw Self.failure(path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names.sorted()
  }

  private static func failure(_ path: String) -> CaptureFailure {
    CaptureFailure(
      .folder, path, cause: String(cString: strerror(errno)),
      advice: "the ring needs a directory that this user may write to")
  }
}
