internal import Crypto
internal import Glibc

/// A folder that somebody else may have filled. Links are not followed, only ordinary files are opened, and nothing outside
/// of it can be reached.
final class BundleFolder {
  enum Kind: Hashable {
    case file(bytes: Int64)
    case folder
    /// Neither, in words.
    case strange(String)
  }

  enum Problem: Error, Hashable {
    case unreadable(Int32)
    /// More than a limit allows, in words.
    case tooMuch(String)
    case notAFile
  }

  private let descriptor: Int32

  init(_ path: String) throws(Problem) {
    descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(errno) }
  }

  deinit { close(descriptor) }

  /// Everything in it and below, by path. Folders come without a slash.
  func entries(_ limits: BundleLimits) throws(Problem) -> [String: Kind] {
    var entries: [String: Kind] = [:]
    try list(descriptor, "", 0, limits, &entries)
    return entries
  }

  /// What lies directly in it.
  func names() throws(Problem) -> [String: Kind] {
    var entries: [String: Kind] = [:]
    try list(descriptor, "", 0, nil, &entries)
    return entries
  }

  private func list(
    _ folder: Int32, _ prefix: String, _ depth: Int, _ limits: BundleLimits?, _ entries: inout [String: Kind]
  ) throws(Problem) {
    // A descriptor of its own: closing the stream closes it.
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let stream = fdopendir(own) else { throw .unreadable(errno) }
    defer { closedir(stream) }
    while let name = try Self.next(stream) {
      guard name != ".", name != ".." else { continue }
      let path = prefix + name
      if let limits, entries.count >= limits.entries { throw .tooMuch("more than \(limits.entries) files and folders") }
      let kind = Self.kind(folder, name)
      entries[path] = kind
      guard kind == .folder, let limits else { continue }
      guard depth < limits.depth else { throw .tooMuch("folders in folders, more than \(limits.depth) deep") }
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard inner >= 0 else { throw .unreadable(errno) }
      defer { close(inner) }
      try list(inner, path + "/", depth + 1, limits, &entries)
    }
  }

  private static func next(_ stream: OpaquePointer) throws(Problem) -> String? {
    guard let entry = readdir(stream) else { return nil }
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    guard let text = String(validatingCString: name) else { throw .tooMuch("a name that is no UTF-8") }
    return text
  }

  private static func kind(_ folder: Int32, _ name: String) -> Kind {
    var facts = stat()
    guard fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { return .strange("something unreadable") }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: return .file(bytes: Int64(facts.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .strange("a symbolic link")
    case S_IFIFO: return .strange("a pipe")
    case S_IFSOCK: return .strange("a socket")
    default: return .strange("a device")
    }
  }

  /// The bytes of one file; one that is longer than `limit` is not read.
  func read(_ path: BundlePath, limit: Int) throws(Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPiece(path) { (piece: UnsafeRawBufferPointer) throws(Problem) in
      guard bytes.count + piece.count <= limit else { throw .tooMuch("longer than \(limit >> 10) KiB") }
      bytes += piece
    }
    return bytes
  }

  func digest(_ path: BundlePath) throws(Problem) -> HexDigest {
    var hash = SHA256()
    try forEachPiece(path) { (piece: UnsafeRawBufferPointer) throws(Problem) in hash.update(bufferPointer: piece) }
    return HexDigest(hash.finalize())
  }

  private func forEachPiece(
    _ path: BundlePath, _ body: (UnsafeRawBufferPointer) throws(Problem) -> Void
  ) throws(Problem) {
    let file = try open(path)
    defer { close(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(file, buffer.baseAddress, buffer.count)
      guard count >= 0 else { throw .unreadable(errno) }
      guard count > 0 else { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Part by part, so that no folder on the way is a link. A pipe is not waited for.
  private func open(_ path: BundlePath) throws(Problem) -> Int32 {
    var folder = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if folder >= 0 { close(folder) } }
    let parts = path.description.split(separator: "/").map(String.init)
    for part in parts.dropLast() {
      let inner = openat(folder, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard inner >= 0 else { throw .unreadable(errno) }
      close(folder)
      folder = inner
    }
    let file = openat(folder, parts.last ?? "", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw errno == ELOOP ? .notAFile : .unreadable(errno) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw .notAFile
    }
    return file
  }
}
