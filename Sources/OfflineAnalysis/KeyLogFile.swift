import Glibc
import TLSDecryption

/// One key log (NSS format) or RSA private key, which may grow, be replaced or begin anew while it is read.
///
/// Invariant: `offset` is the end of the last line that was used, in the file that `identity` tells.
struct KeyLogFile {
  private struct Identity: Equatable {
    var device: dev_t
    var node: ino_t
  }

  /// Longer files are no key logs.
  private static let longest = 256 << 20

  let path: String
  private var identity: Identity?
  private var offset: Int64 = 0
  /// Bytes of the file when it was read last.
  private var size: Int64 = -1

  init(_ path: String) { self.path = path }

  /// Adds what is new.
  ///
  /// - Parameter isWhole: nothing more is being written: a last line without line end is used, too.
  /// - Returns: remarks for the user.
  mutating func read(into secrets: SecretStore, isWhole: Bool) throws(KeyLogFailure) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw KeyLogFailure(path, "read it as a user who may") }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw KeyLogFailure(path, "check the file") }
    try KeyLogFailure.refuseIfShared(facts, path)
    let isFirst = begin(facts)
    guard facts.st_size != size || isWhole || facts.st_mode & S_IFMT != S_IFREG else { return [] }
    size = Int64(facts.st_size)
    let bytes = try Self.contents(of: descriptor, from: offset, path)
    guard !bytes.starts(with: "-----BEGIN".utf8) else { return try addKey(bytes, to: secrets) }
    let addition = secrets.add(keyLog: bytes, isWhole: isWhole)
    offset += Int64(addition.usedBytes)
    return remarks(addition, facts, isFirst: isFirst, isWhole: isWhole)
  }

  /// True when the file is another than before, or shorter: it is read from its beginning.
  private mutating func begin(_ facts: stat) -> Bool {
    let found = Identity(device: facts.st_dev, node: facts.st_ino)
    guard found != identity || Int64(facts.st_size) < offset else { return false }
    identity = found
    offset = 0
    size = -1
    return true
  }

  private mutating func addKey(_ bytes: [UInt8], to secrets: SecretStore) throws(KeyLogFailure) -> [String] {
    do {
      try secrets.add(rsaPrivateKeyPEM: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw KeyLogFailure(
        path: path, cause: "not an RSA private key in PEM form", advice: "give the server's key file")
    }
    offset += Int64(bytes.count)
    return []
  }

  private func remarks(
    _ addition: SecretStore.Addition, _ facts: stat, isFirst: Bool, isWhole: Bool
  ) -> [String] {
    var remarks: [String] = []
    if isFirst, facts.st_mode & 0o004 != 0 {
      remarks.append("\(path): everybody can read these keys; chmod 600 \(path)")
    }
    if addition.malformedLines > 0 { remarks.append("\(path): \(addition.malformedLines) lines are no key log lines") }
    if isFirst, isWhole, addition.secrets == 0 { remarks.append("\(path): no secrets in it") }
    return remarks
  }

  private static func contents(
    of descriptor: Int32, from offset: Int64, _ path: String
  ) throws(KeyLogFailure) -> [UInt8] {
    // A pipe cannot be rewound, and need not be.
    _ = lseek(descriptor, off_t(offset), SEEK_SET)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw KeyLogFailure(path, "check the file") }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= longest else {
        throw KeyLogFailure(
          path: path, cause: "too long for a key log", advice: "give the file that SSLKEYLOGFILE named")
      }
    }
  }
}
