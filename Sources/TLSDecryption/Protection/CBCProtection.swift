import Crypto
import CryptoExtras
import FoundationEssentials
import TrafficModel

/// Opens records of the AES-CBC suites (RFC 5246 §6.2.3.2), MAC before or after encryption (RFC 7366).
///
/// Not constant in time: there is nobody to attack a reader of captures.
struct CBCProtection {
  let key: SymmetricKey
  let macKey: SymmetricKey
  let mac: CipherSuite.MAC
  let encryptThenMAC: Bool
  /// TLS 1.0: the last ciphertext block of the record before. Nil when each record sends its vector.
  private(set) var implicitIV: [UInt8]?

  private static let block = 16

  init(key: SymmetricKey, macKey: SymmetricKey, mac: CipherSuite.MAC, encryptThenMAC: Bool, implicitIV: [UInt8]?) {
    self.key = key
    self.macKey = macKey
    self.mac = mac
    self.encryptThenMAC = encryptThenMAC
    self.implicitIV = implicitIV
  }

  mutating func open(_ header: RecordHeader, _ body: RawSpan, sequence: UInt64) -> OpenedRecord? {
    body.withUnsafeBytes { record in
      let sealed = UnsafeRawBufferPointer(rebasing: encryptThenMAC ? record.dropLast(mac.byteCount) : record[...])
      let ivBytes = implicitIV == nil ? Self.block : 0
      guard sealed.count >= ivBytes + Self.block, sealed.count % Self.block == 0,
        !encryptThenMAC || isAuthentic(sealed, Array(record.suffix(mac.byteCount)), header, sequence)
      else { return nil }
      let ciphertext = UnsafeRawBufferPointer(rebasing: sealed.dropFirst(ivBytes))
      guard let iv = try? AES._CBC.IV(ivBytes: implicitIV ?? Array(sealed.prefix(Self.block))),
        let padded = try? AES._CBC.decrypt(ciphertext, using: key, iv: iv, noPadding: true),
        let content = unpadded(padded, header, sequence)
      else { return nil }
      if implicitIV != nil { implicitIV = Array(ciphertext.suffix(Self.block)) }
      return OpenedRecord(content, type: header.type)
    }
  }

  /// Checks and removes the padding and, unless it lies outside, the MAC.
  private func unpadded(_ padded: Data, _ header: RecordHeader, _ sequence: UInt64) -> Data? {
    guard let last = padded.last, padded.suffix(Int(last) + 1).allSatisfy({ $0 == last }) else { return nil }
    let inner = padded.count - Int(last) - 1
    if encryptThenMAC { return inner >= 0 ? padded.prefix(inner) : nil }
    guard inner >= mac.byteCount else { return nil }
    let content = padded.prefix(inner - mac.byteCount)
    let expected = Array(padded.prefix(inner).suffix(mac.byteCount))
    return content.withUnsafeBytes { isAuthentic($0, expected, header, sequence) } ? content : nil
  }

  private func isAuthentic(
    _ content: UnsafeRawBufferPointer, _ expected: [UInt8], _ header: RecordHeader, _ sequence: UInt64
  ) -> Bool {
    switch mac {
    case .sha1: authenticates(Insecure.SHA1.self, content, expected, header, sequence)
    case .sha256: authenticates(SHA256.self, content, expected, header, sequence)
    case .sha384: authenticates(SHA384.self, content, expected, header, sequence)
    }
  }

  private func authenticates<Hash: HashFunction>(
    _: Hash.Type, _ content: UnsafeRawBufferPointer, _ expected: [UInt8], _ header: RecordHeader, _ sequence: UInt64
  ) -> Bool {
    var prefix = (0..<8).map { UInt8(truncatingIfNeeded: sequence >> UInt64(56 - 8 * $0)) }
    prefix.append(header.type.rawValue)
    prefix += [header.version.rawValue, UInt16(truncatingIfNeeded: content.count)].flatMap {
      [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
    }
    var code = HMAC<Hash>(key: macKey)
    code.update(data: prefix)
    code.update(data: content)
    return Array(code.finalize()) == expected
  }
}
