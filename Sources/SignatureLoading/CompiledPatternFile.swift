import Crypto
import Foundation
import PatternMatching
import Synchronization

/// Compiled patterns in one file, with a digest of everything in it. Read when first asked for something.
///
/// Whoever can change the file can make the matcher read outside its memory, so it is taken only when it belongs to the user
/// (or root), when nobody else can write it, and when the digest agrees. Whatever is wrong with it, patterns are compiled.
package final class CompiledPatternFile: CompiledPatternStore {
  /// What is kept of earlier runs beside what this one uses.
  private static let sizeLimit = 64 << 20
  private static let entryLimit = 4_096
  private static let magic = Array("egret compiled patterns 1\n".utf8)

  private struct Entry {
    var key: ArraySlice<UInt8>
    var bytes: ArraySlice<UInt8>
  }

  private struct Entries {
    /// Of earlier runs, and not asked for yet; nil before the file was read.
    var old: [Entry]?
    var used: [Entry] = []
    var hasNew = false
  }

  private let path: String
  private let entries = Mutex(Entries())

  /// - Parameter path: of the file; its folder is made when something is kept.
  package init(_ path: String) { self.path = path }

  /// In `XDG_CACHE_HOME`, else `~/.cache` (XDG Base Directory Specification). Nil without a home.
  package static var standardPath: String? {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { $0 + "/.cache" }
    return cache.flatMap { $0.hasPrefix("/") ? $0 + "/egret/patterns" : nil }
  }

  package func compiled(_ key: [UInt8]) -> ArraySlice<UInt8>? {
    entries.withLock { entries in
      if let known = entries.used.first(where: { $0.key.elementsEqual(key) }) { return known.bytes }
      var old = entries.old ?? Self.read(path)
      defer { entries.old = old }
      guard let index = old.firstIndex(where: { $0.key.elementsEqual(key) }) else { return nil }
      let entry = old.remove(at: index)
      entries.used.append(entry)
      return entry.bytes
    }
  }

  package func keep(_ bytes: [UInt8], under key: [UInt8]) {
    entries.withLock {
      $0.used.append(Entry(key: key[...], bytes: bytes[...]))
      $0.hasNew = true
    }
  }

  /// Writes what was compiled in this run, if anything was; when that fails, the next run compiles again.
  package func save() {
    entries.withLock { entries in
      guard entries.hasNew else { return }
      let old = entries.old ?? Self.read(path)
      entries.old = old
      if Self.write(entries.used + old, to: path) { entries.hasNew = false }
    }
  }

  private static func write(_ entries: [Entry], to path: String) -> Bool {
    var body: [UInt8] = []
    for entry in entries {
      guard body.count + entry.key.count + entry.bytes.count + 8 <= sizeLimit else { break }
      for part in [entry.key, entry.bytes] {
        withUnsafeBytes(of: UInt32(part.count).littleEndian) { body.append(contentsOf: $0) }
        body += part
      }
    }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Of its own name: after a reload two of these may write at once.
    var draft = Array("\(path).XXXXXX".utf8CString)
    let file = mkstemp(&draft)
    guard file >= 0 else { return false }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    let isWhole = write(magic + Array(SHA256.hash(data: body)) + body, to: file)
    // Not synced to the disk: what a power cut leaves fails its digest.
    guard close(file) == 0, isWhole, rename(draft, path) == 0 else {
      unlink(draft)
      return false
    }
    return true
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let written = Glibc.write(file, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
        guard written > 0 || errno == EINTR else { return false }
        offset += max(0, written)
      }
      return true
    }
  }

  private static func read(_ path: String) -> [Entry] { trusted(path).flatMap(entries) ?? [] }

  /// The body of the file, when it can be trusted.
  private static func trusted(_ path: String) -> ArraySlice<UInt8>? {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o022 == 0,
      status.st_uid == geteuid() || status.st_uid == 0, status.st_size <= sizeLimit + 4_096
    else { return nil }
    let bytes = bytes(of: file, count: Int(status.st_size))
    let start = magic.count + SHA256.byteCount
    guard bytes.count >= start, bytes.starts(with: magic) else { return nil }
    let digest = bytes.withUnsafeBytes { bytes in
      var hash = SHA256()
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[start...]))
      return hash.finalize()
    }
    return digest.elementsEqual(bytes[magic.count..<start]) ? bytes[start...] : nil
  }

  /// Once, into one place: most of what a start costs would be copies of this.
  private static func bytes(of file: Int32, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      while filled < count {
        let got = Glibc.read(file, bytes.baseAddress.map { $0 + filled }, count - filled)
        guard got > 0 || (got < 0 && errno == EINTR) else { return }
        filled += max(0, got)
      }
    }
  }

  private static func entries(_ body: ArraySlice<UInt8>) -> [Entry]? {
    var entries: [Entry] = []
    var rest = body
    while !rest.isEmpty, entries.count < entryLimit {
      guard let key = part(&rest), let bytes = part(&rest) else { return nil }
      entries.append(Entry(key: key, bytes: bytes))
    }
    return entries
  }

  private static func part(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard rest.count >= 4 else { return nil }
    let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard rest.count - 4 >= count else { return nil }
    defer { rest = rest.dropFirst(4 + count) }
    return rest.dropFirst(4).prefix(count)
  }
}
