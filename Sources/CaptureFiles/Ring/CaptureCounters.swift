import Glibc

/// What the capturing process knows about itself, told to the analysis through a hidden file in the ring's folder.
package struct CaptureCounters: Hashable, Sendable {
  /// Within the folder of the ring. Hidden, so that nobody takes it for a capture.
  package static let fileName = ".egret-counters"
  private static let longest = 4_096

  package var process: UInt64 = 0
  /// Frames handed over by the kernel.
  package var received: UInt64 = 0
  package var written: UInt64 = 0
  package var droppedByKernel: UInt64 = 0
  package var droppedByInterface: UInt64 = 0
  /// Not written for want of room.
  package var droppedByWriter: UInt64 = 0
  package var files: UInt64 = 0
  /// 1 while nothing is written for want of room.
  package var isPaused: UInt64 = 0

  package init() {}

  private static var fields: [(String, WritableKeyPath<Self, UInt64>)] {
    [
      ("process", \.process), ("received", \.received), ("written", \.written), ("dropped_kernel", \.droppedByKernel),
      ("dropped_interface", \.droppedByInterface), ("dropped_disk_full", \.droppedByWriter), ("files", \.files),
      ("paused", \.isPaused),
    ]
  }

  /// Nil when nobody of ours captures into that folder.
  package init?(folder: String) {
    let descriptor = open("\(folder)/\(Self.fileName)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.longest)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    for line in bytes[..<count].split(separator: UInt8(ascii: "\n")) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count == 2, let value = UInt64(words[1]) else { continue }
      for (name, path) in Self.fields where name == words[0] { self[keyPath: path] = value }
    }
  }

  /// Replaces the file at once, so that no reader sees half of it.
  package func write(to folder: String) {
    let draft = "\(folder)/\(Self.fileName).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let text = Self.fields.map { "\($0.0) \(self[keyPath: $0.1])\n" }.joined()
    let count = text.utf8.count
    let isWhole = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, count) } == count
    close(descriptor)
    if isWhole { rename(draft, "\(folder)/\(Self.fileName)") } else { unlink(draft) }
  }
}
