internal import Crypto
internal import Foundation
internal import SwiftASN1

/// The public half of a key: who has it can check seals. SubjectPublicKeyInfo in PEM, as OpenSSL reads it.
package struct VerifyingKey: Hashable, Sendable {
  private static let label = "PUBLIC KEY"
  /// SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) up to the 32 bytes of the key.
  private static let prefix: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]

  private let raw: [UInt8]

  init(_ key: Curve25519.Signing.PublicKey) { raw = Array(key.rawRepresentation) }

  /// Nil when `bytes` are no Ed25519 key in PEM.
  package init?(pem bytes: [UInt8]) {
    guard bytes.count <= 4_096, let text = String(validating: bytes, as: UTF8.self),
      let document = try? PEMDocument(pemString: text), document.discriminator == Self.label,
      document.derBytes.starts(with: Self.prefix), document.derBytes.count == Self.prefix.count + 32,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: document.derBytes.dropFirst(Self.prefix.count))
    else { return nil }
    self.init(key)
  }

  package var pem: String { PEMDocument(type: Self.label, derBytes: Self.prefix + raw).pemString + "\n" }

  /// Names the key.
  package var fingerprint: HexDigest { HexDigest(of: raw) }

  func accepts(_ signature: [UInt8], over text: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
    return key.isValidSignature(signature, for: text)
  }
}

extension VerifyingKey {
  /// The key in the PEM file at `path`.
  package init(reading path: String) throws(BundleError) {
    guard let key = Self(pem: try FileCopy.bytes(path, limit: 4_096)) else {
      throw BundleError(
        .badKey, path: path, cause: "this is no public Ed25519 key in PEM",
        advice: "make one of a private key: egret evidence key --show FILE, or openssl pkey -in FILE -pubout")
    }
    self = key
  }

  package func write(to path: String) throws(BundleError) {
    try NewFile.write(Array(pem.utf8), to: path, mode: 0o644)
  }
}
