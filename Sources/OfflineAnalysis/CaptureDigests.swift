package import CaptureFiles
import Crypto
package import EvidenceStore
import Glibc

/// What a store notes of the captures that were read into it, so that whoever reads a report can check that they hold the
/// same files.
package enum CaptureDigests {
  private static let chunkBytes = 1 << 17

  package static func rows(_ statuses: [CaptureStatus]) -> [CaptureRow] {
    statuses.filter { !$0.isUnusable }.map { status in
      CaptureRow(
        name: status.name, sha256: status.name == "-" ? nil : sha256(of: status.name), frames: status.frames,
        bytes: status.capturedBytes, first: status.firstTime, last: status.lastTime, status: word(status.condition))
    }
  }

  /// Of the whole file as it is on disk; nil when it cannot be read, or is no plain file.
  package static func sha256(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var hash = SHA256()
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { break }
      chunk.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func word(_ condition: CaptureStatus.Condition) -> CaptureRow.Status {
    switch condition {
    case .complete, .empty: .complete
    case .reading: .growing
    case .truncated: .truncated
    case .damaged, .notACapture, .unreadable: .damaged
    }
  }
}
