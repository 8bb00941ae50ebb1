package import TrafficModel

/// What a ring keeps. All limits hold together: a file goes as soon as one of them asks for it, the oldest first.
package struct RetentionPolicy: Hashable, Sendable {
  /// Files, the one being written included.
  package var maximumFiles: Int?
  /// Bytes of all files.
  package var maximumBytes: Int64?
  /// Since the last frame of a file.
  package var maximumAge: Duration?
  /// Of the file system, for ordinary users.
  package var minimumFreeBytes: Int64?

  package init() {}

  package enum Reason: String, Hashable, Sendable {
    case count = "more files than are kept"
    case bytes = "more bytes than are kept"
    case age = "older than is kept"
    case free = "less free space than is to be left"
  }

  package struct Removal: Hashable, Sendable {
    package var file: RetainedFile
    package var reason: Reason
  }

  /// What goes, and why.
  /// - Parameters:
  ///   - files: finished ones, oldest first.
  ///   - growing: bytes of the file being written; nil when nobody writes.
  ///   - free: bytes the file system has for ordinary users.
  package func removals(_ files: [RetainedFile], growing: Int64?, now: Timestamp, free: Int64) -> [Removal] {
    var count = files.count + (growing == nil ? 0 : 1)
    var bytes = files.reduce(growing ?? 0) { $0 + $1.bytes }
    var free = free
    var removals: [Removal] = []
    for file in files {
      guard let reason = reason(file, count: count, bytes: bytes, now: now, free: free) else { break }
      removals.append(Removal(file: file, reason: reason))
      count -= 1
      bytes -= file.bytes
      // What is kept as evidence stays on the disk.
      if !file.isPinned { free += file.bytes }
    }
    return removals
  }

  private func reason(_ file: RetainedFile, count: Int, bytes: Int64, now: Timestamp, free: Int64) -> Reason? {
    if let maximumFiles, count > max(1, maximumFiles) { return .count }
    if let maximumBytes, bytes > maximumBytes { return .bytes }
    if let maximumAge, now - file.lastTime > Self.nanoseconds(maximumAge) { return .age }
    if let minimumFreeBytes, free < minimumFreeBytes { return .free }
    return nil
  }

  private static func nanoseconds(_ duration: Duration) -> Int64 {
    let seconds = duration.components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return seconds.overflow ? .max : seconds.partialValue
  }
}
