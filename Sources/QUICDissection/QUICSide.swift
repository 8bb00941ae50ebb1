import ByteParsing
import TLSDecryption
import TrafficModel

/// What one end has said in Initial packets.
struct QUICSide {
  /// The number after the greatest seen.
  var expectedNumber: UInt64 = 0
  private var stream: CryptoStream
  /// Bytes of the stream that were read as messages.
  private var consumed = 0

  init(limits: QUICLimits) { stream = CryptoStream(limit: limits.cryptoBytes, pieceLimit: limits.cryptoPieces) }

  mutating func insert(_ piece: RawSpan, at offset: UInt64) -> Bool { stream.insert(piece, at: offset) }

  /// The next whole handshake message, its header removed (RFC 8446 §4).
  mutating func nextMessage() -> HandshakeReader.Message? {
    let bytes = stream.bytes
    guard bytes.count - consumed >= 4 else { return nil }
    let length = Int(bytes[consumed + 1]) << 16 | Int(bytes[consumed + 2]) << 8 | Int(bytes[consumed + 3])
    let start = consumed + 4
    guard bytes.count - start >= length else { return nil }
    let type = HandshakeType(rawValue: bytes[consumed])
    consumed = start + length
    return HandshakeReader.Message(type: type, body: Array(bytes[start..<consumed]))
  }
}
