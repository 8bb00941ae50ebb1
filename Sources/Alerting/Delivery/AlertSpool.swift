internal import Foundation

/// Alerts that wait for their receiver, oldest first: a file each in a folder, so that they outlive this process; in memory
/// where no folder can be had. Beyond the limit the oldest go, and are counted.
///
/// One process at a time has the folder. What it finds there of an earlier one it sends.
package final class AlertSpool {
  private static let suffix = ".json"
  /// The longest alert that is kept; a record is shorter.
  private static let longest = 1 << 20

  private struct Entry {
    var number: UInt64
    var bytes: Int
    /// Nil when it lies in the folder.
    var kept: [UInt8]?
  }

  private let folder: String?
  private let lock: Int32
  private let limit: Int
  private var entries: [Entry] = []
  private var bytes = 0
  private var nextNumber: UInt64 = 1
  package private(set) var lost: UInt64 = 0
  /// Why alerts wait in memory only.
  package private(set) var trouble: String?

  package init(folder: String?, limit: Int) {
    self.limit = limit
    var lock: Int32 = -1
    var trouble: String?
    if let folder {
      Self.make(folder)
      lock = open("\(folder)/.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if lock < 0 {
        trouble = "\(folder): \(String(cString: strerror(errno)))"
      } else if flock(lock, LOCK_EX | LOCK_NB) != 0 {
        close(lock)
        lock = -1
        trouble = "\(folder): another egret uses it"
      }
    }
    self.lock = lock
    self.trouble = trouble
    self.folder = lock >= 0 ? folder : nil
    readFolder()
  }

  deinit { if lock >= 0 { close(lock) } }

  package var isEmpty: Bool { entries.isEmpty }
  package var count: Int { entries.count }
  package var isOnDisk: Bool { folder != nil }

  package func add(_ record: [UInt8]) {
    guard record.count <= min(limit, Self.longest) else {
      lost += 1
      return
    }
    while bytes + record.count > limit, !entries.isEmpty {
      lost += 1
      removeFirst()
    }
    let isWritten = write(record, nextNumber)
    entries.append(Entry(number: nextNumber, bytes: record.count, kept: isWritten ? nil : record))
    bytes += record.count
    nextNumber += 1
  }

  /// The oldest; what cannot be read any more is dropped and counted.
  package func first() -> [UInt8]? {
    while let entry = entries.first {
      if let record = entry.kept ?? read(entry.number) { return record }
      lost += 1
      removeFirst()
    }
    return nil
  }

  package func removeFirst() {
    guard let entry = entries.first else { return }
    entries.removeFirst()
    bytes -= entry.bytes
    if entry.kept == nil, let path = path(entry.number) { unlink(path) }
  }

  // MARK: Folder

  private func path(_ number: UInt64) -> String? {
    let digits = String(number)
    return folder.map { "\($0)/" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits + Self.suffix }
  }

  private static func make(_ folder: String) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      mkdir(path, 0o700)
    }
  }

  private func readFolder() {
    guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    let numbers = names.filter { $0.hasSuffix(Self.suffix) }.compactMap { UInt64($0.dropLast(Self.suffix.count)) }
    for number in numbers.sorted() {
      guard number < .max, let path = path(number) else { continue }
      var facts = stat()
      guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= Self.longest else { continue }
      entries.append(Entry(number: number, bytes: Int(facts.st_size), kept: nil))
      bytes += Int(facts.st_size)
      nextNumber = number + 1
    }
    while bytes > limit, !entries.isEmpty {
      lost += 1
      removeFirst()
    }
  }

  /// Whole or not at all. False on a full disk, and then the alert waits in memory.
  private func write(_ record: [UInt8], _ number: UInt64) -> Bool {
    guard let path = path(number), let folder else { return false }
    let draft = "\(folder)/.draft"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return false }
    let isWhole = record.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) } == record.count
    close(file)
    guard isWhole, rename(draft, path) == 0 else {
      unlink(draft)
      return false
    }
    return true
  }

  private func read(_ number: UInt64) -> [UInt8]? {
    guard let path = path(number) else { return nil }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: Self.longest)
    let count = Foundation.read(file, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : nil
  }
}
