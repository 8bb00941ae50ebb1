import Foundation
import Glibc

/// Writes a document that only its owner can read, whole or not at all: what stood there before stays until it is finished.
enum ReportFile {
  static func write(_ text: String, to path: String) throws {
    let part = path + ".part"
    unlink(part)
    let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failed(path) }
    var isWritten = true
    Array(text.utf8).withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          isWritten = false
          return
        }
        rest = rest.dropFirst(count)
      }
    }
    let isSynced = isWritten && fsync(descriptor) == 0
    let problem = errno
    close(descriptor)
    guard isSynced, rename(part, path) == 0 else {
      if !isSynced { errno = problem }
      defer { unlink(part) }
      throw failed(path)
    }
  }

  private static func failed(_ path: String) -> any Error {
    Terminal.complain(
      "cannot write \(path): \(String(cString: strerror(errno))); check the folder and the room on its disk")
    return ExitStatus.captureOrPermission
  }
}
