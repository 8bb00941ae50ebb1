import Glibc

/// An open file, pipe or standard input, read from front to back. Closed when it goes away.
struct InputFile: ~Copyable {
  let path: String
  private let descriptor: Int32
  /// Bytes of a regular file when it was opened; nil for what has no length.
  let length: Int64?

  /// `-` is standard input.
  init(path: String) throws(CaptureFileError) {
    self.init(adopting: try Self.descriptor(of: path), path: path)
  }

  /// Takes over an open descriptor.
  init(adopting descriptor: Int32, path: String) {
    self.path = path
    self.descriptor = descriptor
    length = Self.status(of: descriptor).flatMap { $0.st_mode & S_IFMT == S_IFREG ? Int64($0.st_size) : nil }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { close(descriptor) }

  private static func descriptor(of path: String) throws(CaptureFileError) -> Int32 {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw CaptureFileError(.cannotOpen, path: path, systemError: errno) }
    guard (status(of: descriptor)?.st_mode ?? 0) & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw CaptureFileError(.isDirectory, path: path)
    }
    return descriptor
  }

  private static func status(of descriptor: Int32) -> stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  /// Bytes of the file now; nil for what has no length.
  var currentLength: Int64? {
    length == nil ? nil : Self.status(of: descriptor).map { Int64($0.st_size) }
  }

  /// How many bytes were read; 0 at the end, which for a regular file may be the end for now.
  func read(into target: UnsafeMutableRawBufferPointer) throws(CaptureFileError) -> Int {
    while true {
      let count = Glibc.read(descriptor, target.baseAddress, target.count)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilReadable()
      default: throw CaptureFileError(.cannotRead, path: path, systemError: errno)
      }
    }
  }

  /// Standard input may have been left non-blocking by whoever shares it.
  private func waitUntilReadable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&request, 1, -1)
  }

  /// True when the next read begins at `offset`; false when this kind of file cannot do that.
  func seek(to offset: Int64) -> Bool {
    length != nil && lseek(descriptor, off_t(offset), SEEK_SET) == off_t(offset)
  }
}
