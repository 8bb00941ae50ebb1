import Glibc
package import TrafficModel

/// The captures in a folder that is written to, in the order in which they came.
///
/// Works with the rings of `egret capture`, tcpdump and dumpcap: new names, names used again, files compressed and renamed
/// when they are finished. One chain of files: each is written to its end before the next begins.
package struct RingFolder {
  /// What was found under a name.
  private struct Entry {
    var inode: UInt64
    var bytes: Int64
    var modified: Int64
    /// Nil while there is no whole frame, and when it is no capture.
    var firstTime: Timestamp?
  }

  /// Captures that are remembered as known after their files are gone.
  private static let rememberedCaptures = 1 << 16

  package let path: String
  private var entries: [String: Entry] = [:]
  private var known: Set<Timestamp> = []
  private var knownOrder: [Timestamp] = []

  package init(path: String) { self.path = path }

  package func path(of name: String) -> String { "\(path)/\(name)" }

  /// Captures that were not there when this was last asked, oldest first.
  package mutating func newFiles() throws(CaptureFileError) -> [RingFile] {
    let names = try DirectoryListing(path: path).names
    var found: [RingFile] = []
    var seen: [String: Entry] = [:]
    for name in names where !name.hasPrefix(".") {
      guard let entry = look(at: name) else { continue }
      seen[name] = entry
      guard let time = entry.firstTime, !known.contains(time) else { continue }
      remember(time)
      found.append(RingFile(name: name, firstTime: time, bytes: entry.bytes))
    }
    entries = seen
    return found.sorted(by: Self.precedes)
  }

  /// The name that holds the capture now; nil when none does. As of the last look.
  package func name(of firstTime: Timestamp) -> String? {
    entries.filter { $0.value.firstTime == firstTime }.keys.min()
  }

  /// Bytes of all captures as of the last look.
  package var bytes: Int64 { entries.values.reduce(0) { $0 + ($1.firstTime == nil ? 0 : $1.bytes) } }
  package var count: Int { entries.values.count { $0.firstTime != nil } }

  /// Whether the file under this name still is that capture, as far as can be told without reading it again.
  package func isIntact(_ file: RingFile, readTo bytesRead: Int64) -> Bool {
    guard let facts = Self.facts(path(of: file.name)), let entry = entries[file.name] else { return false }
    return facts.inode == entry.inode && facts.bytes >= bytesRead && entry.firstTime == file.firstTime
  }

  package func bytes(of name: String) -> Int64? { Self.facts(path(of: name))?.bytes }

  /// A capture is looked into again only when its file changed.
  private func look(at name: String) -> Entry? {
    guard let facts = Self.facts(path(of: name)) else { return nil }
    if var entry = entries[name], entry.inode == facts.inode, entry.bytes <= facts.bytes {
      let isUnchanged = entry.bytes == facts.bytes && entry.modified == facts.modified
      if isUnchanged { return entry }
      (entry.bytes, entry.modified) = (facts.bytes, facts.modified)
      entry.firstTime = firstTime(of: name)
      return entry
    }
    var entry = facts
    entry.firstTime = firstTime(of: name)
    return entry
  }

  private func firstTime(of name: String) -> Timestamp? {
    var limits = CaptureLimits()
    limits.bufferBytes = 1 << 12
    do throws(CaptureFileError) {
      var reader = try CaptureFileReader(path: path(of: name), as: CaptureID(rawValue: 0), limits: limits)
      guard case .frame = try reader.advance() else { return nil }
      return reader.header.time
    } catch {
      return nil
    }
  }

  private static func facts(_ path: String) -> Entry? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    return Entry(inode: UInt64(status.st_ino), bytes: Int64(status.st_size), modified: modified, firstTime: nil)
  }

  private mutating func remember(_ time: Timestamp) {
    known.insert(time)
    knownOrder.append(time)
    guard knownOrder.count > 2 * Self.rememberedCaptures else { return }
    for old in knownOrder.prefix(Self.rememberedCaptures) { known.remove(old) }
    knownOrder.removeFirst(Self.rememberedCaptures)
  }

  /// Our own names tell the order even where the clock was set back; of others, the time of the first frame does.
  private static func precedes(_ a: RingFile, _ b: RingFile) -> Bool {
    if let first = RingName(a.name), let second = RingName(b.name) { return first.number < second.number }
    if a.firstTime != b.firstTime { return a.firstTime < b.firstTime }
    return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
  }
}
