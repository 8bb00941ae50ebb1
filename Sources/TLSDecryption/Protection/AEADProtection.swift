import Crypto
import FoundationEssentials
import TrafficModel

/// Opens records of the AEAD suites (RFC 8446 §5.2, RFC 5288, RFC 6655, RFC 7905).
struct AEADProtection {
  private let cipher: CipherSuite.Cipher
  private let key: SymmetricKey
  private let isTLS13: Bool
  /// The static part of the nonce, big-endian: 12 bytes, or the 4-byte salt of TLS 1.2 GCM and CCM in `ivHigh`.
  private let ivHigh: UInt32
  private let ivLow: UInt64

  static func opens(_ cipher: CipherSuite.Cipher) -> Bool {
    if case .aesCBC = cipher { return false }
    return true
  }

  init(cipher: CipherSuite.Cipher, key: SymmetricKey, iv: [UInt8], isTLS13: Bool) {
    self.cipher = cipher
    self.key = key
    self.isTLS13 = isTLS13
    ivHigh = iv.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    ivLow = iv.dropFirst(4).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// TLS 1.2 GCM and CCM send eight bytes of nonce (RFC 5288 §3).
  private var explicitNonceBytes: Int { isTLS13 || cipher == .chaCha20Poly1305 ? 0 : 8 }

  private var tagBytes: Int {
    if case .aesCCM(_, let tagBytes) = cipher { return tagBytes }
    return 16
  }

  /// Bytes a record has more than its plaintext, TLS 1.3 padding aside.
  var expansion: Int { explicitNonceBytes + tagBytes + (isTLS13 ? 1 : 0) }

  func open(_ header: RecordHeader, _ body: RawSpan, sequence: UInt64) -> OpenedRecord? {
    guard body.byteCount >= explicitNonceBytes + tagBytes else { return nil }
    return body.withUnsafeBytes { record in
      let nonce = Self.nonce(ivHigh, lowNonce(record, sequence))
      return withUnsafeBytes(of: nonce) { nonce in
        let sealed = UnsafeRawBufferPointer(rebasing: record.dropFirst(explicitNonceBytes))
        let plaintext = authenticated(header, sealed.count - tagBytes, sequence) { additional in
          decrypt(sealed, nonce, additional)
        }
        guard let plaintext else { return nil }
        return isTLS13 ? OpenedRecord(innerPlaintext: plaintext) : OpenedRecord(plaintext, type: header.type)
      }
    }
  }

  /// The last eight bytes of the nonce: sent, or mixed from vector and sequence number.
  private func lowNonce(_ record: UnsafeRawBufferPointer, _ sequence: UInt64) -> UInt64 {
    guard explicitNonceBytes == 8 else { return ivLow ^ sequence }
    return UInt64(bigEndian: record.loadUnaligned(as: UInt64.self))
  }

  // Three words of equal size, so that they lie together without padding.
  private static func nonce(_ high: UInt32, _ low: UInt64) -> (UInt32, UInt32, UInt32) {
    (high.bigEndian, UInt32(truncatingIfNeeded: low >> 32).bigEndian, UInt32(truncatingIfNeeded: low).bigEndian)
  }

  /// Lends the additional data: the header in TLS 1.3, else sequence number and header with the plaintext's length.
  private func authenticated(
    _ header: RecordHeader, _ plaintextBytes: Int, _ sequence: UInt64, _ body: (UnsafeRawBufferPointer) -> Data?
  ) -> Data? {
    withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { space in
      let length = UInt16(truncatingIfNeeded: isTLS13 ? header.length : plaintextBytes)
      let start = isTLS13 ? 0 : 8
      if !isTLS13 { space.storeBytes(of: sequence.bigEndian, as: UInt64.self) }
      space.storeBytes(of: header.type.rawValue, toByteOffset: start, as: UInt8.self)
      space.storeBytes(of: header.version.rawValue.bigEndian, toByteOffset: start + 1, as: UInt16.self)
      space.storeBytes(of: length.bigEndian, toByteOffset: start + 3, as: UInt16.self)
      return body(UnsafeRawBufferPointer(rebasing: space.prefix(start + 5)))
    }
  }

  // The library sets up the key schedule again for each record; for 16 KiB that is a small part of the whole.
  private func decrypt(
    _ sealed: UnsafeRawBufferPointer, _ nonce: UnsafeRawBufferPointer, _ additional: UnsafeRawBufferPointer
  ) -> Data? {
    let ciphertext = UnsafeRawBufferPointer(rebasing: sealed.dropLast(tagBytes))
    let tag = UnsafeRawBufferPointer(rebasing: sealed.suffix(tagBytes))
    switch cipher {
    case .aesGCM:
      guard let nonce = try? AES.GCM.Nonce(data: nonce),
        let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: ciphertext, tag: tag)
      else { return nil }
      return try? AES.GCM.open(box, using: key, authenticating: additional)
    case .chaCha20Poly1305:
      guard let nonce = try? ChaChaPoly.Nonce(data: nonce),
        let box = try? ChaChaPoly.SealedBox(nonce: nonce, ciphertext: ciphertext, tag: tag)
      else { return nil }
      return try? ChaChaPoly.open(box, using: key, authenticating: additional)
    case .aesCCM:
      return CCMMode(key: key, tagBytes: tagBytes)
        .open(Array(ciphertext), tag: Array(tag), nonce: Array(nonce), additional: Array(additional))
    case .aesCBC: return nil
    }
  }
}
