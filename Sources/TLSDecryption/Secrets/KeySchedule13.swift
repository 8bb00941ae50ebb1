import Crypto

/// From a traffic secret to record keys (RFC 8446 §7.1–7.3).
struct KeySchedule13 {
  let suite: CipherSuite

  /// Keys of one direction; nil for a suite that cannot be opened.
  func protection(_ secret: TLSSecret) -> AEADProtection? {
    guard let cipher = suite.cipher, AEADProtection.opens(cipher) else { return nil }
    return AEADProtection(
      cipher: cipher, key: expand(secret, "key", cipher.keyBytes), iv: Self.bytes(expand(secret, "iv", 12)),
      isTLS13: true)
  }

  /// The secret after a KeyUpdate.
  func next(_ secret: TLSSecret) -> TLSSecret? {
    TLSSecret(Self.bytes(expand(secret, "traffic upd", secret.byteCount)))
  }

  /// HKDF-Expand-Label with an empty context.
  func expand(_ secret: TLSSecret, _ label: StaticString, _ count: Int) -> SymmetricKey {
    let name = "tls13 \(label)".utf8
    let info =
      [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
      + [UInt8(truncatingIfNeeded: name.count)] + name + [0]
    switch suite.hash {
    case .sha256: return HKDF<SHA256>.expand(pseudoRandomKey: secret.key, info: info, outputByteCount: count)
    case .sha384: return HKDF<SHA384>.expand(pseudoRandomKey: secret.key, info: info, outputByteCount: count)
    }
  }

  static func bytes(_ key: SymmetricKey) -> [UInt8] { key.withUnsafeBytes { Array($0) } }
}
