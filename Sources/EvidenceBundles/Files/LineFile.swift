internal import Crypto
internal import Glibc

/// A new file of lines with its digest. What went wrong while lines came is told at the end.
struct LineFile: ~Copyable {
  private static let pieceBytes = 256 << 10

  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  private var lines = 0
  private var bytes: Int64 = 0
  private var failure: BundleError?

  init(creating path: String) throws(BundleError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(errno, path: path, otherwise: .notWritable) }
  }

  deinit { close(descriptor) }

  mutating func append(_ line: String) {
    guard failure == nil else { return }
    buffer += line.utf8
    buffer.append(UInt8(ascii: "\n"))
    lines += 1
    if buffer.count >= Self.pieceBytes { flush() }
  }

  mutating func finish() throws(BundleError) -> (lines: Int, bytes: Int64, digest: HexDigest) {
    flush()
    if failure == nil, fsync(descriptor) != 0 { failure = .system(errno, path: path, otherwise: .notWritable) }
    if let failure { throw failure }
    return (lines, bytes, HexDigest(hash.finalize()))
  }

  private mutating func flush() {
    hash.update(data: buffer)
    bytes += Int64(buffer.count)
    do throws(BundleError) { try NewFile.append(buffer, to: descriptor, path) } catch { failure = error }
    buffer.removeAll(keepingCapacity: true)
  }
}
