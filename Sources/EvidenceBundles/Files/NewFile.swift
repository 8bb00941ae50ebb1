internal import Glibc

/// Files that must not be there yet, whole or not at all.
enum NewFile {
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(BundleError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw .system(errno, path: path, otherwise: .notWritable) }
    defer { close(descriptor) }
    do throws(BundleError) {
      try append(bytes, to: descriptor, path)
      guard fsync(descriptor) == 0 else { throw .system(errno, path: path, otherwise: .notWritable) }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Takes the place of what was there, in one step.
  static func replace(_ path: String, with bytes: [UInt8]) throws(BundleError) {
    let draft = path + BundleFile.unfinished
    unlink(draft)
    try write(bytes, to: draft)
    guard rename(draft, path) == 0 else { throw .system(errno, path: path, otherwise: .notWritable) }
  }

  static func append(_ bytes: some RandomAccessCollection<UInt8>, to descriptor: Int32, _ path: String)
    throws(BundleError)
  {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { throw .system(errno, path: path, otherwise: .notWritable) }
      if count > 0 { rest = rest.dropFirst(count) }
    }
  }
}
