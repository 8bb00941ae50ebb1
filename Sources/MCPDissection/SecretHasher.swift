import Crypto
package import TrafficModel

/// Turns secrets into keyed hashes, so that records can say "the same token again" without holding a token.
///
/// HMAC-SHA256 (RFC 2104) under the case key, truncated to 128 bits.
package struct SecretHasher: Sendable {
  /// Keyed and empty: copies of it take the secrets, so that the key is worked in once only.
  private let keyed: HMAC<SHA256>

  /// - Parameter key: any number of bytes; equal keys make hashes of different runs comparable.
  package init(key: [UInt8]) { keyed = HMAC(key: SymmetricKey(data: key)) }

  package func hash(_ secret: some Collection<UInt8>) -> KeyedHash {
    var code = keyed
    if secret.withContiguousStorageIfAvailable({ code.update(data: UnsafeRawBufferPointer($0)) }) == nil {
      code.update(data: Array(secret))
    }
    let bits = code.finalize().withUnsafeBytes { $0.loadUnaligned(as: UInt128.self) }
    return KeyedHash(bits: UInt128(bigEndian: bits))
  }
}

extension SecretHasher: SecretHashing {
  package func keyedHash(of secret: ArraySlice<UInt8>) -> KeyedHash { hash(secret) }
}
