import Crypto
import CryptoExtras
import QUICDissection
import TrafficModel

/// Makes Initial packets the way senders do (RFC 9001 §5.3, §5.4).
struct InitialForge {
  var version = QUICVersion.version1
  /// From which the keys derive.
  var connectionID = Published.connectionID
  var direction = Direction.toServer

  /// A whole packet: header, packet number of four bytes, and `payload` padded to `size` bytes.
  func packet(
    _ payload: [UInt8], number: UInt32 = 0, destinationID: [UInt8] = Published.connectionID, sourceID: [UInt8] = [],
    token: [UInt8] = [], paddedTo size: Int = 64
  ) throws -> [UInt8] {
    let padded = payload + [UInt8](repeating: 0, count: max(0, size - payload.count))
    let length = 4 + padded.count + 16
    var header: [UInt8] = [version == .version1 ? 0xc3 : 0xd3]
    header += word(version.rawValue) + id(destinationID) + id(sourceID)
    header += [0x40 | UInt8(token.count >> 8), UInt8(token.count & 255)] + token
    header += [0x40 | UInt8(length >> 8), UInt8(length & 255)] + word(number)
    return try seal(header: header, number: UInt64(number), padded)
  }

  /// Protects a packet whose header ends with a packet number of four bytes.
  func seal(header: [UInt8], number: UInt64, _ payload: [UInt8]) throws -> [UInt8] {
    let keys = InitialKeys(version, connectionID: connectionID, direction)
    var nonce = keys.iv
    for index in 0..<8 { nonce[4 + index] ^= UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * index)) }
    let box = try AES.GCM.seal(payload, using: keys.key, nonce: AES.GCM.Nonce(data: nonce), authenticating: header)
    var packet = header + [UInt8](box.ciphertext) + [UInt8](box.tag)
    var mask = Array(packet[header.count..<header.count + 16])
    try AES.permute(&mask, key: keys.headerKey)
    packet[0] ^= mask[0] & 0x0f
    for index in 0..<4 { packet[header.count - 4 + index] ^= mask[1 + index] }
    return packet
  }

  /// A CRYPTO frame.
  static func crypto(_ bytes: some Collection<UInt8>, at offset: Int) -> [UInt8] {
    [6, 0x80, UInt8(offset >> 16), UInt8(offset >> 8 & 255), UInt8(offset & 255)]
      + [0x40 | UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
  }

  private func word(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  private func id(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count)] + bytes }
}
