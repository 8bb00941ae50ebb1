import Crypto
import Foundation
import PatternMatching

/// Compiled patterns in one file, with a digest of everything in it.
///
/// Whoever can change the file can make the matcher read outside its memory, so it is taken only when it belongs to the user
/// (or root), when nobody else can write it, and when the digest agrees. Whatever is wrong with it, patterns are compiled.
package final class CompiledPatternFile: CompiledPatternStore {
  /// What is kept of earlier runs beside what this one uses.
  private static let sizeLimit = 64 << 20
  private static let entryLimit = 4_096
  private static let magic = Array("egret compiled patterns 1\n".utf8)

  private struct Entry {
    var key: [UInt8]
    var bytes: [UInt8]
  }

  private let path: String
  /// Of earlier runs, and not asked for yet.
  private var old: [Entry] = []
  private var used: [Entry] = []
  private var hasNew = false

  /// - Parameter path: of the file; its folder is made when something is kept.
  package init(_ path: String) {
    self.path = path
    old = Self.trusted(path).flatMap(Self.entries) ?? []
  }

  /// In `XDG_CACHE_HOME`, else `~/.cache` (XDG Base Directory Specification). Nil without a home.
  package static var standardPath: String? {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { $0 + "/.cache" }
    return cache.flatMap { $0.hasPrefix("/") ? $0 + "/egret/patterns" : nil }
  }

  package func compiled(_ key: [UInt8]) -> [UInt8]? {
    if let known = used.first(where: { $0.key == key }) { return known.bytes }
    guard let index = old.firstIndex(where: { $0.key == key }) else { return nil }
    used.append(old.remove(at: index))
    return used.last?.bytes
  }

  package func keep(_ bytes: [UInt8], under key: [UInt8]) {
    used.append(Entry(key: key, bytes: bytes))
    hasNew = true
  }

  /// Writes what was compiled in this run, if anything was; when that fails, the next run compiles again.
  package func save() {
    guard hasNew else { return }
    var body: [UInt8] = []
    for entry in used + old {
      guard body.count + entry.key.count + entry.bytes.count + 8 <= Self.sizeLimit else { break }
      for part in [entry.key, entry.bytes] {
        withUnsafeBytes(of: UInt32(part.count).littleEndian) { body.append(contentsOf: $0) }
        body += part
      }
    }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let draft = "\(path).\(getpid())"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let isWhole = Self.write(Self.magic + Array(SHA256.hash(data: body)) + body, to: file)
    // Not synced to the disk: what a power cut leaves fails its digest.
    guard close(file) == 0, isWhole, rename(draft, path) == 0 else {
      unlink(draft)
      return
    }
    hasNew = false
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

  /// The body of the file, when it can be trusted.
  private static func trusted(_ path: String) -> ArraySlice<UInt8>? {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o022 == 0,
      status.st_uid == geteuid() || status.st_uid == 0, status.st_size <= sizeLimit + 4_096,
      let data = try? handle.readToEnd()
    else { return nil }
    let bytes = Array(data)
    let start = magic.count + SHA256.byteCount
    guard bytes.count >= start, bytes.starts(with: magic),
      SHA256.hash(data: bytes[start...]).elementsEqual(bytes[magic.count..<start])
    else { return nil }
    return bytes[start...]
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

  private static func part(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    guard rest.count >= 4 else { return nil }
    let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard rest.count - 4 >= count else { return nil }
    defer { rest = rest.dropFirst(4 + count) }
    return Array(rest.dropFirst(4).prefix(count))
  }
}
