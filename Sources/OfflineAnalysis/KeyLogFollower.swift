import Glibc
package import TLSDecryption

/// Reads what is appended to key logs while a live analysis goes on: clients write a connection's secrets when it begins,
/// and its frames may be here before them.
package final class KeyLogFollower {
  private static let mostBytesAtOnce = 16 << 20

  private struct Place {
    var inode: UInt64
    var bytes: Int64
  }

  private let paths: [String]
  private let secrets: SecretStore
  private var places: [String: Place] = [:]

  /// - Parameter paths: files; those that are not there yet may come.
  package init(_ paths: [String], into secrets: SecretStore) {
    self.paths = paths
    self.secrets = secrets
  }

  /// True when there are new secrets.
  package func look() -> Bool {
    var isNew = false
    for path in paths where readNew(path) { isNew = true }
    return isNew
  }

  private func readNew(_ path: String) -> Bool {
    var facts = stat()
    // Who can write a key log decides what we decrypt.
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_mode & 0o022 == 0 else { return false }
    var place = places[path] ?? Place(inode: UInt64(facts.st_ino), bytes: 0)
    if place.inode != UInt64(facts.st_ino) || Int64(facts.st_size) < place.bytes {
      place = Place(inode: UInt64(facts.st_ino), bytes: 0)
    }
    defer { places[path] = place }
    guard Int64(facts.st_size) > place.bytes else { return false }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Int(min(Int64(facts.st_size) - place.bytes, Int64(Self.mostBytesAtOnce))))
    let count = pread(descriptor, &bytes, bytes.count, off_t(place.bytes))
    guard count > 0, !bytes.starts(with: "-----BEGIN".utf8) else { return false }
    let addition = secrets.add(keyLog: Array(bytes[..<count]), isWhole: false)
    place.bytes += Int64(addition.usedBytes)
    return addition.secrets > 0
  }
}
