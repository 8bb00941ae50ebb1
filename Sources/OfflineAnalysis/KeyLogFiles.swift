import Glibc
package import TLSDecryption

/// Reads key logs (NSS format) and RSA private keys from files and folders into a secret store.
package enum KeyLogFiles {
  package struct Failure: Error, Hashable, Sendable {
    package var path: String
    package var cause: String
    package var advice: String
  }

  /// Longer files are no key logs.
  private static let longest = 256 << 20

  /// Adds every file of `paths`; a folder means the files in it.
  ///
  /// - Returns: remarks for the user: files that others can read, lines that made no sense.
  package static func load(_ paths: [String], into secrets: SecretStore) throws(Failure) -> [String] {
    var remarks: [String] = []
    for path in paths {
      for file in try files(path) { remarks += try load(file: file, into: secrets) }
    }
    return remarks
  }

  private static func files(_ path: String) throws(Failure) -> [String] {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw failure(path, "check the path") }
    guard facts.st_mode & S_IFMT == S_IFDIR else { return [path] }
    guard let folder = opendir(path) else { throw failure(path, "read it as a user who may") }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix("."), entry.pointee.d_type == UInt8(DT_REG) { names.append(path + "/" + name) }
    }
    return names.sorted()
  }

  private static func load(file path: String, into secrets: SecretStore) throws(Failure) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "read it as a user who may") }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw failure(path, "check the file") }
    // Who can write a key log decides what we decrypt, and with it what is reported.
    guard facts.st_mode & 0o022 == 0 else {
      throw Failure(path: path, cause: "others can change it", advice: "chmod go-w \(path)")
    }
    let bytes = try read(descriptor, path)
    var remarks: [String] = []
    if facts.st_mode & 0o004 != 0 { remarks.append("\(path): everybody can read these keys; chmod 600 \(path)") }
    if bytes.starts(with: "-----BEGIN".utf8) {
      do {
        try secrets.add(rsaPrivateKeyPEM: String(decoding: bytes, as: UTF8.self))
      } catch {
        throw Failure(path: path, cause: "not an RSA private key in PEM form", advice: "give the server's key file")
      }
      return remarks
    }
    let addition = secrets.add(keyLog: bytes)
    if addition.malformedLines > 0 { remarks.append("\(path): \(addition.malformedLines) lines are no key log lines") }
    if addition.secrets == 0 { remarks.append("\(path): no secrets in it") }
    return remarks
  }

  private static func read(_ descriptor: Int32, _ path: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw failure(path, "check the file") }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= longest else {
        throw Failure(path: path, cause: "too long for a key log", advice: "give the file that SSLKEYLOGFILE named")
      }
    }
  }

  private static func failure(_ path: String, _ advice: String) -> Failure {
    Failure(path: path, cause: String(cString: strerror(errno)), advice: advice)
  }
}
