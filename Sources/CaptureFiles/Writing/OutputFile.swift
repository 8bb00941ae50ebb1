import Glibc

/// A new file, readable by its owner only, written in large pieces that end between two frames.
///
/// Invariant: `buffer` holds whole frames and headers only, and the file holds exactly `writtenBytes`. A write that fails
/// half way is taken back, so that a full disk leaves a file that ends with a whole frame, and what was not written stays
/// in the buffer. Whatever is still buffered when it goes away is written then, if possible.
struct OutputFile: ~Copyable {
  let path: String
  private let descriptor: Int32
  private let bufferBytes: Int
  private var buffer: [UInt8] = []
  private(set) var writtenBytes: Int64 = 0

  /// Fails when the name is taken, by a link too.
  init(creating path: String, bufferBytes: Int) throws(CaptureFileError) {
    self.path = path
    self.bufferBytes = bufferBytes
    descriptor = try Self.create(path)
    buffer.reserveCapacity(bufferBytes)
  }

  deinit {
    if buffer.withUnsafeBytes({ Self.writeAll($0, to: descriptor) }) != 0 { takeBack() }
    close(descriptor)
  }

  private static func create(_ path: String) throws(CaptureFileError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor < 0 else { return descriptor }
    let code: CaptureFileError.Code = errno == EEXIST ? .alreadyExists : .cannotCreate
    throw CaptureFileError(code, path: path, systemError: errno)
  }

  /// Bytes of the file once everything is written.
  var bytes: Int64 { writtenBytes + Int64(buffer.count) }

  /// Appends what belongs together; nothing is written before `fill` has ended.
  mutating func append(_ count: Int, _ fill: (inout [UInt8]) -> Void) throws(CaptureFileError) {
    if !buffer.isEmpty, buffer.count + count > bufferBytes { try flush() }
    fill(&buffer)
  }

  /// Hands everything to the system, so that other processes see it.
  mutating func flush() throws(CaptureFileError) {
    guard !buffer.isEmpty else { return }
    let error = buffer.withUnsafeBytes { Self.writeAll($0, to: descriptor) }
    guard error == 0 else {
      takeBack()
      let isFull = error == ENOSPC || error == EDQUOT || error == EFBIG
      throw CaptureFileError(isFull ? .diskFull : .cannotWrite, path: path, systemError: error)
    }
    writtenBytes += Int64(buffer.count)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Drops what was never written.
  mutating func discardBuffered() { buffer.removeAll(keepingCapacity: true) }

  /// Writes what is buffered and closes.
  /// - Parameter isDurable: wait until the disk has it.
  consuming func finish(isDurable: Bool) throws(CaptureFileError) -> Int64 {
    try flush()
    guard isDurable else { return writtenBytes }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw CaptureFileError(.cannotWrite, path: path, systemError: errno)
    }
    return writtenBytes
  }

  private func takeBack() {
    guard ftruncate(descriptor, off_t(writtenBytes)) == 0 else { return }
    lseek(descriptor, off_t(writtenBytes), SEEK_SET)
  }

  /// 0, or the error of the write that failed.
  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? ENOSPC : errno }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}
