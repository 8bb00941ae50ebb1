import Crypto
package import TrafficModel

/// Turns secrets into keyed hashes, so that records can say "the same token again" without holding a token.
///
/// HMAC-SHA256 (RFC 2104) under the case key, truncated to 128 bits.
package struct SecretHasher: Sendable {
  private let key: SymmetricKey

  /// - Parameter key: any number of bytes; equal keys make hashes of different runs comparable.
  package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  package func hash(_ secret: some Collection<UInt8>) -> KeyedHash {
    let code = HMAC<SHA256>.authenticationCode(for: Array(secret), using: key)
    return KeyedHash(bits: code.prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
  }
}

extension SecretHasher: SecretHashing {
  package func keyedHash(of secret: ArraySlice<UInt8>) -> KeyedHash { hash(secret) }
}
