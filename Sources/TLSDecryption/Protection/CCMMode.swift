import Crypto
import CryptoExtras
import FoundationEssentials

/// AES-CCM opening (RFC 3610), put together from the library's AES-CTR and AES-CBC: it has no CCM of its own.
///
/// Parameters as TLS uses them (RFC 6655 §3): 12 bytes of nonce, so a length field of three bytes.
struct CCMMode {
  let key: SymmetricKey
  let tagBytes: Int

  private static let lengthBytes = 3
  private static let block = 16

  /// The plaintext, or nil when the tag does not fit.
  func open(_ ciphertext: [UInt8], tag: [UInt8], nonce: [UInt8], additional: [UInt8]) -> Data? {
    guard nonce.count == 15 - Self.lengthBytes, additional.count < 0xff00, ciphertext.count < 1 << 24,
      let plaintext = counter(ciphertext, nonce, from: 1),
      let mask = counter([UInt8](repeating: 0, count: Self.block), nonce, from: 0),
      let expected = authentication(Array(plaintext), nonce, additional)
    else { return nil }
    let difference = zip(zip(expected, mask), tag).reduce(0 as UInt8) { $0 | ($1.0.0 ^ $1.0.1 ^ $1.1) }
    return difference == 0 ? plaintext : nil
  }

  /// The counter blocks A_i of §2.3.
  private func counter(_ bytes: [UInt8], _ nonce: [UInt8], from index: UInt8) -> Data? {
    let block = [UInt8(Self.lengthBytes - 1)] + nonce + [0, 0, index]
    guard let nonce = try? AES._CTR.Nonce(nonceBytes: block) else { return nil }
    return try? AES._CTR.encrypt(bytes, using: key, nonce: nonce)
  }

  /// The first bytes of the CBC-MAC over the blocks B_i of §2.2.
  private func authentication(_ plaintext: [UInt8], _ nonce: [UInt8], _ additional: [UInt8]) -> Data? {
    let tagField = UInt8(truncatingIfNeeded: (tagBytes - 2) / 2) << 3
    let flags = (additional.isEmpty ? 0 : 0x40) | tagField | UInt8(Self.lengthBytes - 1)
    let count = plaintext.count
    var blocks = [flags] + nonce
    blocks += [16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    if !additional.isEmpty {
      blocks += [UInt8(truncatingIfNeeded: additional.count >> 8), UInt8(truncatingIfNeeded: additional.count)]
      blocks += additional
      Self.pad(&blocks)
    }
    blocks += plaintext
    Self.pad(&blocks)
    guard let zero = try? AES._CBC.IV(ivBytes: [UInt8](repeating: 0, count: Self.block)) else { return nil }
    return (try? AES._CBC.encrypt(blocks, using: key, iv: zero, noPadding: true))?.suffix(Self.block).prefix(tagBytes)
  }

  private static func pad(_ blocks: inout [UInt8]) {
    blocks += [UInt8](repeating: 0, count: (block - blocks.count % block) % block)
  }
}
