import ByteParsing
package import TrafficModel

/// Tells whether one direction of a flow speaks HTTP/2, from its first captured bytes.
package enum HTTP2Probe {
  package enum Verdict: Hashable, Sendable { case certain, unsure, notMine }

  /// What the client sends first (RFC 9113 §3.4).
  static let preface = [UInt8]("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  /// Frame headers in a row that leave no doubt where nothing else is known.
  private static let convincingHeaders = 3

  /// Judges the first bytes of a flow that is seen from its start: the client's preface, or the server's SETTINGS.
  package static func examine(_ bytes: RawSpan, _ direction: Direction) -> Verdict {
    direction == .toServer ? examinePreface(bytes) : examineServerStart(bytes)
  }

  /// Judges bytes from the middle of a flow, which begin with a frame: `unsure` while too few frame headers have come.
  package static func examineMidstream(_ bytes: RawSpan, _ direction: Direction) -> Verdict {
    let expected = H2FrameExpectation(direction)
    var offset = 0
    for _ in 0..<convincingHeaders {
      guard offset < bytes.byteCount else { return .unsure }
      var cursor = ByteCursor(bytes.extracting(offset..<bytes.byteCount))
      guard let header = try? H2FrameHeader(parsing: &cursor) else { return isPossibleStart(cursor) }
      guard header.isPlausible(expected) else { return .notMine }
      offset += H2FrameHeader.byteCount + header.length
    }
    return .certain
  }

  private static func examinePreface(_ bytes: RawSpan) -> Verdict {
    let count = min(bytes.byteCount, preface.count)
    for offset in 0..<count where bytes[byteAt: offset] != preface[offset] { return .notMine }
    return count == preface.count ? .certain : .unsure
  }

  private static func examineServerStart(_ bytes: RawSpan) -> Verdict {
    var cursor = ByteCursor(bytes)
    guard let header = try? H2FrameHeader(parsing: &cursor) else { return isPossibleStart(cursor) }
    let isSettings = header.kind == .settings && !header.flags.contains(.acknowledgement)
    return isSettings && header.isPlausible(H2FrameExpectation(.toClient)) ? .certain : .notMine
  }

  /// Fewer than nine bytes: the first is zero in every frame below 64 KiB.
  private static func isPossibleStart(_ cursor: ByteCursor) -> Verdict {
    var cursor = cursor
    guard let first = try? cursor.readUInt8() else { return .unsure }
    return first == 0 ? .unsure : .notMine
  }
}
