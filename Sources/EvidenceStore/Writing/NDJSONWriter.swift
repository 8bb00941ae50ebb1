internal import Foundation

/// Writes records to a file or a pipe, one a line, in writes of some hundred KiB. When a write fails, a file is cut back to
/// the lines of the writes before, so that it ends with a whole one.
package final class NDJSONWriter: RecordSink {
  private static let flushBytes = 256 << 10

  private let path: String
  private var descriptor: Int32
  private let ownsDescriptor: Bool
  private var buffer = RecordBuffer(capacity: 2 * flushBytes)
  /// Bytes of whole lines in the file; where it is cut back to.
  private var written = 0
  private var isClosed = false

  /// Bytes of whole lines that are in the file.
  package var writtenBytes: UInt64 { UInt64(clamping: written) }

  /// Writes to `descriptor`, which stays open; `name` is for messages. The writing thread must not be killed by `SIGPIPE`;
  /// `EventWriter` sees to that.
  package init(descriptor: Int32, name: String) {
    path = name
    self.descriptor = descriptor
    ownsDescriptor = false
  }

  /// Creates the file, readable by its owner alone. A file that is already there is replaced.
  package init(path: String) throws(StoreError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    ownsDescriptor = true
    guard descriptor >= 0 else { throw .system(errno, path: path, otherwise: .cannotOpen) }
  }

  /// Goes on in a file of an earlier run, after its first `keptBytes`: what lies behind them is written again.
  package init(continuing path: String, keptBytes: UInt64) throws(StoreError) {
    self.path = path
    ownsDescriptor = true
    descriptor = Self.openForAppending(path)
    guard descriptor >= 0 else { throw .system(errno, path: path, otherwise: .cannotOpen) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .system(errno, path: path, otherwise: .cannotOpen) }
    // A file that is shorter than it was has been replaced; whoever did so keeps what it holds.
    written = Int(min(Int64(clamping: keptBytes), Int64(facts.st_size)))
    guard ftruncate(descriptor, off_t(written)) == 0 else { throw .system(errno, path: path, otherwise: .cannotOpen) }
  }

  deinit { close() }

  private static func openForAppending(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
  }

  package func reopen() throws(StoreError) {
    guard ownsDescriptor, !isClosed else { return }
    try flush()
    let fresh = Self.openForAppending(path)
    guard fresh >= 0 else { throw .system(errno, path: path, otherwise: .cannotOpen) }
    _ = Foundation.close(descriptor)
    descriptor = fresh
    var facts = stat()
    written = fstat(fresh, &facts) == 0 ? Int(facts.st_size) : 0
  }

  package func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    batch.lines.withBytes { buffer.raw($0) }
    if buffer.count >= Self.flushBytes { try flush() }
  }

  package func commit(_ checkpoint: Checkpoint?) throws(StoreError) { try flush() }

  package func finish() throws(StoreError) {
    defer { close() }
    try flush()
  }

  private func close() {
    guard ownsDescriptor, !isClosed, descriptor >= 0 else { return }
    isClosed = true
    _ = Foundation.close(descriptor)
  }

  private func flush() throws(StoreError) {
    guard !isClosed, !buffer.isEmpty else { return }
    defer { buffer.removeAll() }
    let failure = buffer.withBytes { writeAll($0) }
    guard let failure else {
      written += buffer.count
      return
    }
    // Fails on pipes, where there is nothing to cut back.
    if ownsDescriptor { _ = ftruncate(descriptor, off_t(written)) }
    throw .system(failure, path: path, otherwise: .writeFailed)
  }

  /// Returns the `errno` of the write that failed.
  private func writeAll(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
    var rest = UnsafeRawBufferPointer(bytes)[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // A pipe that somebody made non-blocking: wait until its reader has caught up.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
