internal import Crypto
internal import Foundation
internal import Glibc
internal import SwiftASN1

/// The Ed25519 key with which its owner seals bundles. It stays with the owner: bundles hold its public half only.
///
/// The file is PKCS #8 in PEM, as `openssl genpkey -algorithm ed25519` writes it.
package struct SigningKey: Sendable {
  private static let label = "PRIVATE KEY"
  /// PKCS #8 of Ed25519 (RFC 8410 §7) up to the 32 bytes of the key.
  private static let prefix: [UInt8] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
  private static let advice = "make one with: egret evidence key FILE, or openssl genpkey -algorithm ed25519 -out FILE"

  private let key: Curve25519.Signing.PrivateKey

  /// A new one.
  package init() { key = Curve25519.Signing.PrivateKey() }

  /// The key in the file at `path`, which nobody but its owner may be able to read.
  package init(reading path: String) throws(BundleError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      var error = BundleError.system(errno, path: path, otherwise: .unreadable)
      if errno == ENOENT { error.advice = Self.advice }
      throw error
    }
    defer { close(descriptor) }
    try Self.check(descriptor, path)
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0, let text = String(validating: bytes[..<count], as: UTF8.self),
      let document = try? PEMDocument(pemString: text), document.discriminator == Self.label,
      document.derBytes.starts(with: Self.prefix), document.derBytes.count == Self.prefix.count + 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: document.derBytes.dropFirst(Self.prefix.count))
    else {
      throw BundleError(.badKey, path: path, cause: "this is no unencrypted Ed25519 key in PEM", advice: Self.advice)
    }
    self.key = key
  }

  private static func check(_ descriptor: Int32, _ path: String) throws(BundleError) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw BundleError(.badKey, path: path, cause: "this is no ordinary file", advice: advice)
    }
    guard facts.st_mode & 0o077 == 0 else {
      throw BundleError(
        .keyExposed, path: path, cause: "others can read or change it, so it proves nothing",
        advice: "chmod 600 it if nobody has read it yet, else make a new one")
    }
    guard facts.st_uid == geteuid() || geteuid() == 0 else {
      throw BundleError(.keyExposed, path: path, cause: "it belongs to another user", advice: "use a key of your own")
    }
  }

  package var publicKey: VerifyingKey { VerifyingKey(key.publicKey) }

  func sign(_ text: String) throws(BundleError) -> [UInt8] {
    do {
      return Array(try key.signature(for: Array(text.utf8)))
    } catch {
      throw BundleError(.badKey, path: "the key", cause: "it cannot sign", advice: Self.advice)
    }
  }

  /// Writes it to a new file, 0600; an existing one is never written over: it may be what earlier seals rest on.
  package func write(to path: String) throws(BundleError) {
    let text = PEMDocument(type: Self.label, derBytes: Self.prefix + Array(key.rawRepresentation)).pemString + "\n"
    try NewFile.write(Array(text.utf8), to: path, mode: 0o600)
  }
}
