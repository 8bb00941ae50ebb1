internal import Glibc

/// Appends records to a file, a line each. Opened anew for each, so that the file may be moved away at any time.
final class AlertFile: AlertTransport {
  private let path: String

  init(_ path: String) { self.path = path }

  func send(_ alert: Alert) throws(AlertFailure) { try append(alert.record) }

  func sendHeldBack(_ count: UInt64) throws(AlertFailure) {
    try append(Array(#"{"event_type":"alerts_held_back","count":\#(count)}"#.utf8))
  }

  private func append(_ record: [UInt8]) throws(AlertFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard file >= 0 else { throw .unreachable(String(cString: strerror(errno))) }
    defer { close(file) }
    var facts = stat()
    fstat(file, &facts)
    let line = record + [UInt8(ascii: "\n")]
    guard write(file, line, line.count) == line.count else {
      let words = String(cString: strerror(errno))
      // A full disk leaves no half line.
      if facts.st_mode & S_IFMT == S_IFREG { ftruncate(file, facts.st_size) }
      throw .unreachable(words)
    }
  }
}
