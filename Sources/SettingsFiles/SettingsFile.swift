import Glibc

/// The bytes of one settings file, taken once and within limits.
package struct SettingsFile: Hashable, Sendable {
  package let path: String
  package let text: String
  /// Permission bits.
  package let mode: UInt32

  /// A file made of `text`, for tests and for text that came from elsewhere.
  package init(path: String, text: String, mode: UInt32 = 0o600) {
    self.path = path
    self.text = text
    self.mode = mode
  }

  /// Reads the file at `path`; `-` is standard input.
  ///
  /// - Parameter refusesForeignWriters: what decides about policy must be its owner's alone to change, and the owner must
  ///   be the user or root.
  package init(
    reading path: String, limits: SettingsLimits = SettingsLimits(), refusesForeignWriters: Bool = false
  ) throws(SettingsError) {
    // A fifo in a folder would block the reader for ever.
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.error(errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw Self.error(errno) }
    guard path == "-" || facts.st_mode & S_IFMT == S_IFREG else {
      throw SettingsError(.notAFile, "this is no ordinary file")
    }
    if refusesForeignWriters, path != "-" { try Self.checkOwner(facts) }
    let bytes = try Self.read(descriptor, limits)
    // A NUL never stands in settings; what has one is binary.
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsError(.notText, "this is no UTF-8 text")
    }
    self.init(path: path, text: text, mode: facts.st_mode & 0o7777)
  }

  private static func checkOwner(_ facts: stat) throws(SettingsError) {
    guard facts.st_mode & 0o022 == 0 else {
      throw SettingsError(.writableByOthers, "others can change it, so it cannot decide what is allowed: chmod go-w")
    }
    guard facts.st_uid == geteuid() || facts.st_uid == 0 else {
      throw SettingsError(.writableByOthers, "it belongs to another user, who can change it: chown it to root")
    }
  }

  private static func read(_ descriptor: Int32, _ limits: SettingsLimits) throws(SettingsError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw error(errno) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limits.fileBytes else {
        throw SettingsError(.tooLarge, "longer than \(limits.fileBytes >> 10) KiB: no settings are")
      }
    }
  }

  private static func error(_ number: Int32) -> SettingsError {
    let cause = String(cString: strerror(number))
    switch number {
    case ENOENT, ENOTDIR, ELOOP: return SettingsError(.notFound, "\(cause): check the path")
    case EACCES, EPERM: return SettingsError(.notPermitted, "\(cause): read it as a user who may")
    default: return SettingsError(.unreadable, cause)
    }
  }
}
