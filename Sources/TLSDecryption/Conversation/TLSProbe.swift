import ByteParsing
import TrafficModel

/// Whether the first bytes of a stream, of either direction, look like TLS.
package enum TLSProbe {
  package enum Verdict: Hashable, Sendable {
    case certain
    /// Too few bytes to say.
    case unsure
    case notMine
  }

  /// Bytes after which there is always an answer.
  package static let neededByteCount = 6

  /// A hello is certain. So is any other record whose header is plausible: a conversation picked up midstream, or an alert
  /// as the only answer.
  package static func verdict(on bytes: RawSpan) -> Verdict {
    let begin = bytes.extracting(first: neededByteCount)
    guard begin.byteCount > 0 else { return .unsure }
    guard ContentType(rawValue: begin[byteAt: 0]).isKnown else { return .notMine }
    if begin.byteCount > 1, begin[byteAt: 1] != 3 { return .notMine }
    if begin.byteCount > 2, begin[byteAt: 2] > 4 { return .notMine }
    guard begin.byteCount == neededByteCount else { return .unsure }
    var cursor = ByteCursor(begin)
    guard let header = try? RecordHeader(parsing: &cursor, limit: TLSLimits().recordBytes), header.length > 0 else {
      return .notMine
    }
    switch header.type {
    case .handshake:
      // Midstream, an encrypted handshake message begins with anything; a hello is what a first flight has.
      let type = HandshakeType(rawValue: begin[byteAt: 5])
      return [.clientHello, .serverHello, .helloRequest].contains(type) ? .certain : .notMine
    case .changeCipherSpec: return header.length == 1 ? .certain : .notMine
    case .alert: return header.length == 2 || header.length >= 16 ? .certain : .notMine
    default: return .certain
    }
  }
}
