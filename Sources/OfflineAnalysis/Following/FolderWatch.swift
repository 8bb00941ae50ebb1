import Glibc

/// Waits until something happens in a folder (inotify). Where the system cannot tell, waiting ends every half second.
final class FolderWatch {
  private static let interest = UInt32(
    IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF)
  /// Between two wakings: a fast writer is not followed write by write.
  private static let leastPause: Int64 = 10_000_000
  private static let blindInterval: Int32 = 500

  private let path: String
  private let descriptor: Int32
  private var watch: Int32 = -1
  private var lastWaking: Int64 = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// Changes of this file alone do not mean that others came or went.
  var currentName = ""

  init(path: String) {
    self.path = path
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    addWatch()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Returns when the folder changed, `other` became readable, or the time is over.
  /// - Returns: whether files may have come, gone, or changed their names.
  func wait(milliseconds: Int32, or other: Int32) -> Bool {
    let hadWatch = watch >= 0
    if !hadWatch { addWatch() }
    pause()
    let timeout = watch >= 0 ? milliseconds : min(milliseconds, Self.blindInterval)
    var requests = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
    ]
    poll(&requests, 2, timeout)
    lastWaking = Self.now
    guard watch >= 0 else { return true }
    return drain() || !hadWatch
  }

  private func addWatch() {
    guard descriptor >= 0 else { return }
    watch = inotify_add_watch(descriptor, path, Self.interest)
  }

  private func pause() {
    let rest = Self.leastPause - (Self.now - lastWaking)
    if rest > 0 { usleep(UInt32(rest / 1_000)) }
  }

  private func drain() -> Bool {
    var namesChanged = false
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return namesChanged }
      buffer.withUnsafeBytes { bytes in
        var offset = 0
        while offset + 16 <= count {
          let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
          let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
          let name = bytes[min(count, offset + 16)..<min(count, offset + 16 + length)].prefix { $0 != 0 }
          if concernsNames(mask, String(decoding: name, as: UTF8.self)) { namesChanged = true }
          offset += 16 + length
        }
      }
    }
  }

  private func concernsNames(_ mask: UInt32, _ name: String) -> Bool {
    if mask & UInt32(IN_IGNORED) != 0 { watch = -1 }
    if name.hasPrefix(".") { return false }
    return mask & UInt32(IN_MODIFY) == 0 || name != currentName
  }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
