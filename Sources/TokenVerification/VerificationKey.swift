import Crypto
import CryptoExtras
import Foundation

/// One key that signatures of tokens are checked with (RFC 7518 §3, RFC 8037 §3.1). The primitives are swift-crypto's.
struct VerificationKey: Sendable {
  enum Material: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case p521(P521.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case secret(SymmetricKey)
  }

  /// `kid` of a key set; nil in PEM files, whose keys fit every id.
  var id: String?
  /// The only algorithm it is for, where the key set says so.
  var algorithm: String?
  var material: Material

  /// Whether signatures of `algorithm` can be this key's at all.
  func fits(_ algorithm: String) -> Bool {
    if let only = self.algorithm, only != algorithm { return false }
    switch material {
    case .rsa: return algorithm.hasPrefix("RS") || algorithm.hasPrefix("PS")
    case .p256: return algorithm == "ES256"
    case .p384: return algorithm == "ES384"
    case .p521: return algorithm == "ES512"
    case .ed25519: return algorithm == "EdDSA"
    case .secret: return algorithm.hasPrefix("HS")
    }
  }

  /// Whether this key made `signature` over `signed`. `algorithm` must fit.
  func made(_ signature: [UInt8], over signed: Data, algorithm: String) -> Bool {
    switch material {
    case .rsa(let key): return Self.isRSA(key, signature, signed, algorithm)
    case .p256(let key):
      guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA256.hash(data: signed))
    case .p384(let key):
      guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA384.hash(data: signed))
    case .p521(let key):
      guard let signature = try? P521.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA512.hash(data: signed))
    case .ed25519(let key): return key.isValidSignature(signature, for: signed)
    case .secret(let key): return Self.isCode(signature, over: signed, key, algorithm)
    }
  }

  private static func isRSA(
    _ key: _RSA.Signing.PublicKey, _ signature: [UInt8], _ signed: Data, _ algorithm: String
  ) -> Bool {
    let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
    let padding: _RSA.Signing.Padding = algorithm.hasPrefix("PS") ? .PSS : .insecurePKCS1v1_5
    switch algorithm.suffix(3) {
    case "256": return key.isValidSignature(signature, for: SHA256.hash(data: signed), padding: padding)
    case "384": return key.isValidSignature(signature, for: SHA384.hash(data: signed), padding: padding)
    case "512": return key.isValidSignature(signature, for: SHA512.hash(data: signed), padding: padding)
    default: return false
    }
  }

  static func isCode(_ code: [UInt8], over signed: Data, _ key: SymmetricKey, _ algorithm: String) -> Bool {
    switch algorithm {
    case "HS256": HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: key)
    case "HS384": HMAC<SHA384>.isValidAuthenticationCode(code, authenticating: signed, using: key)
    case "HS512": HMAC<SHA512>.isValidAuthenticationCode(code, authenticating: signed, using: key)
    default: false
    }
  }
}
