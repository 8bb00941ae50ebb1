import Crypto
import Foundation

/// One direction of a TLS 1.3 connection with AES-128-GCM (RFC 8446 §5.2, §7.3).
struct RecordSealer {
  private static let overhead = 17

  private let key: SymmetricKey
  private let iv: [UInt8]
  private var sequence: UInt64 = 0

  init(secret: [UInt8]) {
    key = SymmetricKey(data: Self.expand(secret, "key", 16))
    iv = Self.expand(secret, "iv", 12)
  }

  /// A record of at most 16,384 bytes of plaintext.
  mutating func seal(_ plaintext: ArraySlice<UInt8>, type: UInt8) throws -> [UInt8] {
    let length = plaintext.count + Self.overhead
    let header: [UInt8] = [23, 3, 3, UInt8(length >> 8), UInt8(length & 255)]
    var nonce = iv
    for index in 0..<8 { nonce[4 + index] ^= UInt8(truncatingIfNeeded: sequence >> UInt64(56 - 8 * index)) }
    sequence += 1
    let box = try AES.GCM.seal(
      Array(plaintext) + [type], using: key, nonce: AES.GCM.Nonce(data: nonce), authenticating: header)
    return header + box.ciphertext + box.tag
  }

  private static func expand(_ secret: [UInt8], _ label: String, _ count: Int) -> [UInt8] {
    let label = Array("tls13 \(label)".utf8)
    let details = [0, UInt8(count), UInt8(label.count)] + label + [0]
    return HKDF<SHA256>.expand(pseudoRandomKey: secret, info: details, outputByteCount: count)
      .withUnsafeBytes { Array($0) }
  }
}
