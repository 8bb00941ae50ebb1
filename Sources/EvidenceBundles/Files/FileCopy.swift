internal import Crypto
internal import Glibc

/// Reads files of this machine as evidence: once, in pieces, with their digest.
package enum FileCopy {
  /// Length and digest of a file where it lies.
  package static func digest(_ source: String) throws(BundleError) -> (bytes: Int64, digest: HexDigest) {
    try read(source) { (_: UnsafeRawBufferPointer) throws(BundleError) in }
  }

  /// The bytes of a small file.
  package static func bytes(_ source: String, limit: Int) throws(BundleError) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try read(source) { (piece: UnsafeRawBufferPointer) throws(BundleError) in
      guard bytes.count + piece.count <= limit else {
        throw BundleError(.unreadable, path: source, cause: "longer than \(limit) bytes", advice: "name another file")
      }
      bytes += piece
    }
    return bytes
  }

  static func copy(_ source: String, to path: String) throws(BundleError) -> (bytes: Int64, digest: HexDigest) {
    let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard output >= 0 else { throw .system(errno, path: path, otherwise: .notWritable) }
    defer { close(output) }
    let result = try read(source) { (piece: UnsafeRawBufferPointer) throws(BundleError) in
      try NewFile.append(piece, to: output, path)
    }
    guard fsync(output) == 0 else { throw .system(errno, path: path, otherwise: .notWritable) }
    return result
  }

  private static func read(
    _ source: String, _ body: (UnsafeRawBufferPointer) throws(BundleError) -> Void
  ) throws(BundleError) -> (bytes: Int64, digest: HexDigest) {
    let input = open(source, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard input >= 0 else { throw .system(errno, path: source, otherwise: .unreadable) }
    defer { close(input) }
    var facts = stat()
    guard fstat(input, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw BundleError(.unreadable, path: source, cause: "this is no ordinary file", advice: "name a file")
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var hash = SHA256()
    var bytes: Int64 = 0
    while true {
      let count = Glibc.read(input, buffer.baseAddress, buffer.count)
      guard count >= 0 else { throw .system(errno, path: source, otherwise: .unreadable) }
      guard count > 0 else { return (bytes, HexDigest(hash.finalize())) }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      hash.update(bufferPointer: piece)
      try body(piece)
      bytes += Int64(count)
    }
  }
}
