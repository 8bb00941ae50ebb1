import ByteParsing
import Crypto
import CryptoExtras

/// An opened packet.
package struct OpenedPacket: Hashable, Sendable {
  package var number: UInt64
  /// The frames, in clear.
  package var payload: [UInt8]
}

extension InitialKeys {
  private static let sampleLength = 16
  private static let tagLength = 16

  /// Removes header and packet protection (RFC 9001 §5.3, §5.4); nil when the packet does not open.
  ///
  /// - Parameter expected: the packet number after the greatest seen, by which a shortened one is completed.
  package func open(_ packet: RawSpan, _ header: QUICLongHeader, expected: UInt64) -> OpenedPacket? {
    let numberOffset = header.packetNumberOffset
    let end = header.packetLength
    // The sample begins where the packet number would end if it had four bytes.
    guard numberOffset > 0, end <= packet.byteCount, end - numberOffset >= 4 + Self.sampleLength else { return nil }
    var mask = [UInt8](copying: packet.extracting(numberOffset + 4..<numberOffset + 4 + Self.sampleLength))
    guard (try? AES.permute(&mask, key: headerKey)) != nil else { return nil }
    let first = packet[byteAt: 0] ^ mask[0] & 0x0f
    let numberLength = Int(first & 3) + 1
    guard end - numberOffset >= numberLength + Self.tagLength else { return nil }
    var additional = [UInt8](copying: packet.extracting(0..<numberOffset + numberLength))
    additional[0] = first
    var shortened: UInt64 = 0
    for index in 0..<numberLength {
      additional[numberOffset + index] ^= mask[1 + index]
      shortened = shortened << 8 | UInt64(additional[numberOffset + index])
    }
    let number = Self.completed(shortened, bits: UInt64(8 * numberLength), expected: expected)
    let sealed = packet.extracting(numberOffset + numberLength..<end)
    guard let payload = decrypt([UInt8](copying: sealed), number, additional) else { return nil }
    return OpenedPacket(number: number, payload: payload)
  }

  /// The number nearest to the expected one that ends in these bits (RFC 9000 §A.3).
  package static func completed(_ shortened: UInt64, bits: UInt64, expected: UInt64) -> UInt64 {
    let window: UInt64 = 1 << bits
    let half = window / 2
    let candidate = expected & ~(window - 1) | shortened
    if candidate + half <= expected, candidate < 1 << 62 - window { return candidate + window }
    if candidate > expected + half, candidate >= window { return candidate - window }
    return candidate
  }

  private func decrypt(_ sealed: [UInt8], _ number: UInt64, _ additional: [UInt8]) -> [UInt8]? {
    var nonce = iv
    for index in 0..<8 { nonce[4 + index] ^= UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * index)) }
    guard let nonce = try? AES.GCM.Nonce(data: nonce),
      let box = try? AES.GCM.SealedBox(
        nonce: nonce, ciphertext: sealed.dropLast(Self.tagLength), tag: sealed.suffix(Self.tagLength)),
      let opened = try? AES.GCM.open(box, using: key, authenticating: additional)
    else { return nil }
    return [UInt8](opened)
  }
}
