import SwiftASN1
import TrafficModel

/// Kind and size of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 8017 §A.1.1, RFC 5480 §2).
enum PublicKeySummary {
  private static let ed25519: ASN1ObjectIdentifier = [1, 3, 101, 112]
  private static let ed448: ASN1ObjectIdentifier = [1, 3, 101, 113]
  private static let dsa: ASN1ObjectIdentifier = [1, 2, 840, 10_040, 4, 1]

  static func key(_ information: ASN1Node) -> CertificateSummary.Key {
    let parts = information.children
    guard let algorithm = parts.first?.children, let identifier = algorithm.first?.objectIdentifier else {
      return CertificateSummary.Key(algorithm: "unknown", bits: nil)
    }
    switch identifier {
    case .AlgorithmIdentifier.rsaEncryption, .AlgorithmIdentifier.rsaPSS:
      return CertificateSummary.Key(algorithm: "RSA", bits: parts.last.flatMap(modulusBits))
    case .AlgorithmIdentifier.idEcPublicKey:
      return CertificateSummary.Key(algorithm: "EC", bits: algorithm.last?.objectIdentifier.flatMap(curveBits))
    case ed25519: return CertificateSummary.Key(algorithm: "Ed25519", bits: 256)
    case ed448: return CertificateSummary.Key(algorithm: "Ed448", bits: 456)
    case dsa: return CertificateSummary.Key(algorithm: "DSA", bits: nil)
    default: return CertificateSummary.Key(algorithm: identifier.description, bits: nil)
    }
  }

  private static func modulusBits(_ bitString: ASN1Node) -> Int? {
    // The first content byte counts unused bits; a key has none.
    guard let key = try? DER.parse(bitString.primitiveBytes.dropFirst()), let modulus = key.children.first else {
      return nil
    }
    let bytes = modulus.primitiveBytes.drop { $0 == 0 }
    guard let first = bytes.first else { return nil }
    return bytes.count * 8 - first.leadingZeroBitCount
  }

  private static func curveBits(_ curve: ASN1ObjectIdentifier) -> Int? {
    switch curve {
    case .NamedCurves.secp256r1: 256
    case .NamedCurves.secp384r1: 384
    case .NamedCurves.secp521r1: 521
    default: nil
    }
  }
}
