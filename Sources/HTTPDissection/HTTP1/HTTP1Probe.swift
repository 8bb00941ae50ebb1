import ByteParsing

/// Tells from the first bytes of one direction whether they are HTTP/1.
package enum HTTP1Probe {
  package enum Verdict: Hashable, Sendable {
    /// It is, and this direction carries these messages.
    case certain(MessageSide)
    /// More bytes are needed, or another start in the other direction.
    case unsure
    case notMine
  }

  /// Bytes after which a direction picked up midstream that shows no message start is given up.
  package static let midstreamLimit = 64 << 10

  /// - Parameters:
  ///   - bytes: all bytes of the direction so far.
  ///   - isMidstream: they may begin anywhere in a message.
  package static func examine(_ bytes: RawSpan, isMidstream: Bool) -> Verdict {
    let start = firstByte(bytes)
    guard start < bytes.byteCount else { return .unsure }
    let verdict = examineStart(bytes, start)
    guard isMidstream, verdict == .notMine else { return verdict }
    if let side = find(bytes) { return .certain(side) }
    return bytes.byteCount < midstreamLimit ? .unsure : .notMine
  }

  /// Empty lines before a message are skipped (RFC 9112 §2.2).
  private static func firstByte(_ bytes: RawSpan) -> Int {
    var start = 0
    while start < bytes.byteCount, HTTP1Framer.isLineEnd(bytes[byteAt: start]) { start &+= 1 }
    return start
  }

  private static func examineStart(_ bytes: RawSpan, _ start: Int) -> Verdict {
    if bytes.byteCount &- start >= 8 {
      if MessageStart.isVersion(bytes, at: start) { return .certain(.response) }
    } else if "HTTP/1.".utf8.starts(with: [UInt8](copying: bytes.extracting(start..<min(start + 7, bytes.byteCount)))) {
      return .unsure
    }
    return examineRequest(bytes, start)
  }

  /// A token of sensible length, a blank, and either a known method or a whole request line.
  private static func examineRequest(_ bytes: RawSpan, _ start: Int) -> Verdict {
    if MessageStart.beginsRequest(bytes, at: start) {
      return hasOtherVersion(bytes, start) ? .notMine : .certain(.request)
    }
    var end = start
    while end < bytes.byteCount, ASCII.isToken(bytes[byteAt: end]) { end &+= 1 }
    guard end > start, end &- start <= longestMethod else { return .notMine }
    guard end < bytes.byteCount else { return .unsure }
    guard bytes[byteAt: end] == ASCII.space else { return .notMine }
    guard let lineEnd = bytes.firstOffset(of: ASCII.lineFeed, from: end) else {
      return bytes.byteCount &- start < longestLine ? .unsure : .notMine
    }
    let line = bytes.extracting(start..<lineEnd)
    let content = line.extracting(HTTP1Framer.content(line, 0..<line.byteCount))
    return MessageStart.isStartLine(content, of: .request) ? .certain(.request) : .notMine
  }

  private static func isStart(_ line: RawSpan, _ side: MessageSide) -> Bool {
    MessageStart.offset(in: line, of: side, isWhole: true) != nil
  }

  private static let longestMethod = 24
  private static let longestLine = 16 << 10

  /// The first line is whole and does not end in a version of HTTP/1: RTSP and SIP look alike up to there.
  private static func hasOtherVersion(_ bytes: RawSpan, _ start: Int) -> Bool {
    guard let lineEnd = bytes.firstOffset(of: ASCII.lineFeed, from: start) else { return false }
    let line = bytes.extracting(start..<lineEnd)
    return MessageStart.versionStart(line.extracting(HTTP1Framer.content(line, 0..<line.byteCount))) == nil
  }

  /// The first message start in the middle of other bytes, or a chunk that holds lines of an event stream.
  private static func find(_ bytes: RawSpan) -> MessageSide? {
    var lineStart = 0
    while let lineEnd = bytes.firstOffset(of: ASCII.lineFeed, from: lineStart) {
      let line = bytes.extracting(lineStart..<lineEnd)
      let content = line.extracting(HTTP1Framer.content(line, 0..<line.byteCount))
      for side in [MessageSide.request, .response] where isStart(content, side) {
        return side
      }
      if ChunkLine.strictSize(line) != nil {
        let chunk = bytes.extracting((lineEnd &+ 1)..<bytes.byteCount)
        if HTTP1Framer.beginsEventStreamLine(chunk) { return .response }
      }
      lineStart = lineEnd &+ 1
    }
    return nil
  }
}
