import Crypto
import TrafficModel

/// From a master secret to record keys, TLS 1.0 to 1.2 (RFC 5246 §5, §6.3, §8.1; RFC 2246 §5).
struct KeySchedule12 {
  let suite: CipherSuite
  let version: TLSVersion
  let clientRandom: HelloRandom
  let serverRandom: HelloRandom
  let encryptThenMAC: Bool

  /// Keys of one direction; nil for a suite that cannot be opened.
  func protection(_ master: TLSSecret, _ direction: Direction) -> RecordProtection? {
    guard let cipher = suite.cipher else { return nil }
    switch cipher {
    case .aesCBC(let keyBytes, let mac): return cbc(master, direction, keyBytes, mac)
    case .chaCha20Poly1305: return aead(master, direction, cipher, ivBytes: 12)
    case .aesGCM, .aesCCM: return aead(master, direction, cipher, ivBytes: 4)
    }
  }

  /// From the premaster secret (RFC 5246 §8.1) or, with the hash of the handshake, the extended one (RFC 7627 §4).
  func master(premaster: TLSSecret, sessionHash: [UInt8]?) -> TLSSecret? {
    let secret = KeySchedule13.bytes(premaster.key)
    guard let sessionHash else {
      return TLSSecret(pseudoRandom(secret, "master secret", clientRandom.bytes + serverRandom.bytes, 48))
    }
    return TLSSecret(pseudoRandom(secret, "extended master secret", sessionHash, 48))
  }

  /// The hash over handshake messages that RFC 7627 §3 wants.
  func sessionHash(_ transcript: [UInt8]) -> [UInt8] {
    guard version >= .tls12 else {
      return Array(Insecure.MD5.hash(data: transcript)) + Array(Insecure.SHA1.hash(data: transcript))
    }
    switch suite.hash {
    case .sha256: return Array(SHA256.hash(data: transcript))
    case .sha384: return Array(SHA384.hash(data: transcript))
    }
  }

  private func aead(
    _ master: TLSSecret, _ direction: Direction, _ cipher: CipherSuite.Cipher, ivBytes: Int
  ) -> RecordProtection {
    var block = keyBlock(master, 2 * (cipher.keyBytes + ivBytes))[...]
    let keys = Self.takePair(&block, cipher.keyBytes)
    let ivs = Self.takePair(&block, ivBytes)
    let isServer = direction == .toClient
    return .aead(
      AEADProtection(
        cipher: cipher, key: SymmetricKey(data: isServer ? keys.server : keys.client),
        iv: Array(isServer ? ivs.server : ivs.client), isTLS13: false))
  }

  private func cbc(
    _ master: TLSSecret, _ direction: Direction, _ keyBytes: Int, _ mac: CipherSuite.MAC
  ) -> RecordProtection {
    let hasImplicitIV = version <= .tls10
    var block = keyBlock(master, 2 * (mac.byteCount + keyBytes + (hasImplicitIV ? 16 : 0)))[...]
    let macKeys = Self.takePair(&block, mac.byteCount)
    let keys = Self.takePair(&block, keyBytes)
    let ivs = Self.takePair(&block, hasImplicitIV ? 16 : 0)
    let isServer = direction == .toClient
    return .cbc(
      CBCProtection(
        key: SymmetricKey(data: isServer ? keys.server : keys.client),
        macKey: SymmetricKey(data: isServer ? macKeys.server : macKeys.client), mac: mac,
        encryptThenMAC: encryptThenMAC, implicitIV: hasImplicitIV ? Array(isServer ? ivs.server : ivs.client) : nil))
  }

  private func keyBlock(_ master: TLSSecret, _ count: Int) -> [UInt8] {
    let seed = serverRandom.bytes + clientRandom.bytes
    return pseudoRandom(KeySchedule13.bytes(master.key), "key expansion", seed, count)
  }

  private static func takePair(
    _ block: inout ArraySlice<UInt8>, _ count: Int
  ) -> (client: ArraySlice<UInt8>, server: ArraySlice<UInt8>) {
    let client = block.prefix(count)
    let server = block.dropFirst(count).prefix(count)
    block = block.dropFirst(2 * count)
    return (client, server)
  }

  /// The PRF: P_hash of the suite, or before TLS 1.2 MD5 and SHA-1 over the two halves of the secret, mixed.
  private func pseudoRandom(_ secret: [UInt8], _ label: StaticString, _ seed: [UInt8], _ count: Int) -> [UInt8] {
    let seed = Array("\(label)".utf8) + seed
    guard version < .tls12 else {
      switch suite.hash {
      case .sha256: return Self.expand(SHA256.self, secret[...], seed, count)
      case .sha384: return Self.expand(SHA384.self, secret[...], seed, count)
      }
    }
    let half = (secret.count + 1) / 2
    let md5 = Self.expand(Insecure.MD5.self, secret.prefix(half), seed, count)
    let sha1 = Self.expand(Insecure.SHA1.self, secret.suffix(half), seed, count)
    return zip(md5, sha1).map { $0 ^ $1 }
  }

  /// P_hash (RFC 5246 §5).
  private static func expand<Hash: HashFunction>(
    _: Hash.Type, _ secret: ArraySlice<UInt8>, _ seed: [UInt8], _ count: Int
  ) -> [UInt8] {
    let key = SymmetricKey(data: secret)
    var chain = seed
    var output: [UInt8] = []
    while output.count < count {
      chain = Array(HMAC<Hash>.authenticationCode(for: chain, using: key))
      output += Array(HMAC<Hash>.authenticationCode(for: chain + seed, using: key))
    }
    return Array(output.prefix(count))
  }
}
