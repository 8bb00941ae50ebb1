import Crypto
import CryptoExtras
import Foundation

/// Public keys in PEM form (RFC 7468), one after the other.
enum PEMKeys {
  private static let begin = "-----BEGIN "

  static func read(_ text: String, path: String) throws(KeyFailure) -> [VerificationKey] {
    let blocks = text.components(separatedBy: begin).dropFirst().map { begin + $0 }
    guard !blocks.isEmpty else { throw KeyFailure(path: path, message: "no key in PEM form is in it") }
    var keys: [VerificationKey] = []
    for block in blocks {
      guard !block.hasPrefix("-----BEGIN PRIVATE"), !block.contains("PRIVATE KEY-----") else {
        throw KeyFailure(
          path: path, message: "it holds a private key, which Egret must not have: give the public one")
      }
      guard let material = material(block) else {
        throw KeyFailure(
          path: path,
          message: "not a public key (RSA of 2048 bits at least, P-256, P-384, P-521 or Ed25519); of a certificate, "
            + "take the key: openssl x509 -in FILE -noout -pubkey")
      }
      keys.append(VerificationKey(id: nil, algorithm: nil, material: material))
    }
    return keys
  }

  private static func material(_ pem: String) -> VerificationKey.Material? {
    if let key = try? P256.Signing.PublicKey(pemRepresentation: pem) { return .p256(key) }
    if let key = try? P384.Signing.PublicKey(pemRepresentation: pem) { return .p384(key) }
    if let key = try? P521.Signing.PublicKey(pemRepresentation: pem) { return .p521(key) }
    if let key = try? Curve25519.Signing.PublicKey(pemRepresentation: pem) { return .ed25519(key) }
    if let key = try? _RSA.Signing.PublicKey(pemRepresentation: pem) { return .rsa(key) }
    return nil
  }
}
