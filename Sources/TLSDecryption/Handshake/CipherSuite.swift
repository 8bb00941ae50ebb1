/// A cipher suite by its IANA number, and what its name says about protection.
package struct CipherSuite: Hashable, Sendable {
  /// The hash of the key schedule.
  package enum Hash: Sendable { case sha256, sha384 }

  /// The hash of a MAC that is not part of the cipher.
  package enum MAC: Sendable {
    case sha1, sha256, sha384

    var byteCount: Int {
      switch self {
      case .sha1: 20
      case .sha256: 32
      case .sha384: 48
      }
    }
  }

  /// How records are protected.
  package enum Cipher: Hashable, Sendable {
    case aesGCM(keyBytes: Int)
    case aesCCM(keyBytes: Int, tagBytes: Int)
    case chaCha20Poly1305
    case aesCBC(keyBytes: Int, MAC)

    var keyBytes: Int {
      switch self {
      case .aesGCM(let keyBytes), .aesCCM(let keyBytes, _), .aesCBC(let keyBytes, _): keyBytes
      case .chaCha20Poly1305: 32
      }
    }
  }

  package let number: UInt16

  package init(number: UInt16) { self.number = number }

  /// IANA name, or the number as `0x0000`.
  package var name: String { CipherSuiteNames.table[number] ?? "0x" + Hexadecimal.text(number) }

  package var hash: Hash { name.hasSuffix("SHA384") ? .sha384 : .sha256 }

  /// The client sends the premaster secret encrypted to the server's RSA key (RFC 5246 §7.4.7.1).
  package var usesRSAKeyExchange: Bool { name.hasPrefix("TLS_RSA_WITH_") }

  /// The name tells the cipher: the registry's names are systematic. Nil for what our library cannot open.
  package var cipher: Cipher? {
    let name = name
    if name.contains("CHACHA20_POLY1305") { return .chaCha20Poly1305 }
    guard let keyBytes = name.contains("AES_128_") ? 16 : name.contains("AES_256_") ? 32 : nil else { return nil }
    if name.contains("_GCM_") { return .aesGCM(keyBytes: keyBytes) }
    if name.contains("_CCM") { return .aesCCM(keyBytes: keyBytes, tagBytes: name.contains("_CCM_8") ? 8 : 16) }
    guard name.contains("_CBC_") else { return nil }
    if name.hasSuffix("_SHA") { return .aesCBC(keyBytes: keyBytes, .sha1) }
    if name.hasSuffix("_SHA256") { return .aesCBC(keyBytes: keyBytes, .sha256) }
    return name.hasSuffix("_SHA384") ? .aesCBC(keyBytes: keyBytes, .sha384) : nil
  }
}
