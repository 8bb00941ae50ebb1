import TrafficModel

/// A keyed hash for tests: equal secrets, equal hashes; nothing more.
struct FakeHasher: SecretHashing {
  func keyedHash(of secret: ArraySlice<UInt8>) -> KeyedHash {
    var hash = StableHash()
    for byte in secret { hash.combine(UInt64(byte)) }
    return KeyedHash(bits: UInt128(hash.value) << 64 | UInt128(hash.value ^ 0x5a))
  }
}
