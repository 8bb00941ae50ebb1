import Glibc
package import MCPDissection

/// The key under which secrets are hashed in records. One for each user, made when first needed, so that the same input
/// gives the same records and the hashes of two runs can be compared; or one of a case, given as a file.
package enum CaseKey {
  package struct Failure: Error, Hashable, Sendable {
    package var path: String
    package var systemError: Int32
    package var advice: String
  }

  private static let length = 32
  private static let longest = 4_096

  /// The key in the file at `path`, which nobody else may be able to read or change.
  package static func load(_ path: String) throws(Failure) -> SecretHasher {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(path: path, systemError: errno, advice: "check the path") }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      throw Failure(path: path, systemError: errno, advice: "check the file")
    }
    guard facts.st_mode & 0o077 == 0 else {
      throw Failure(path: path, systemError: 0, advice: "others can read or change it: chmod 600 \(path)")
    }
    var bytes = [UInt8](repeating: 0, count: longest)
    let count = read(descriptor, &bytes, longest)
    guard count >= 16 else {
      throw Failure(path: path, systemError: count < 0 ? errno : 0, advice: "a key has 16 bytes at least")
    }
    return SecretHasher(key: Array(bytes[..<count]))
  }

  /// The user's own key, made when there is none. A user without a writable home gets a key for this run alone.
  package static func ofUser() throws(Failure) -> SecretHasher {
    guard let folder = StateFolder.path() else { return SecretHasher(key: random()) }
    let path = folder + "/case.key"
    if access(path, F_OK) == 0 { return try load(path) }
    let key = random()
    // Written beside its place and linked there: of two runs that begin at once, both end up with the same key.
    let draft = path + ".\(getpid())"
    guard write(key, to: draft) else { return SecretHasher(key: key) }
    let isOurs = link(draft, path) == 0
    unlink(draft)
    return isOurs ? SecretHasher(key: key) : try load(path)
  }

  private static func write(_ key: [UInt8], to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return Glibc.write(descriptor, key, key.count) == key.count && fsync(descriptor) == 0
  }

  private static func random() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
