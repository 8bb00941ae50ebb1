import ByteParsing
package import TrafficModel

/// Tells whether one direction of a flow speaks HTTP/2, from its first captured bytes.
package enum HTTP2Probe {
  package enum Verdict: Hashable, Sendable { case certain, unsure, notMine }

  /// What the client sends first (RFC 9113 §3.4).
  static let preface = [UInt8]("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  /// Bytes after which a direction picked up midstream that shows no frames is given up.
  package static let midstreamLimit = 64 << 10

  /// - Parameters:
  ///   - bytes: all bytes of the direction so far.
  ///   - isMidstream: they may begin anywhere in a frame; several frames in a row are looked for.
  package static func examine(_ bytes: RawSpan, _ direction: Direction, isMidstream: Bool) -> Verdict {
    let verdict = direction == .toServer ? examinePreface(bytes) : examineServerStart(bytes)
    guard isMidstream, verdict == .notMine else { return verdict }
    if find(bytes, direction) { return .certain }
    return bytes.byteCount < midstreamLimit ? .unsure : .notMine
  }

  private static func find(_ bytes: RawSpan, _ direction: Direction) -> Bool {
    var resynchronizer = H2Resynchronizer(H2FrameExpectation(direction), limits: HTTP2Limits())
    let moment = Moment(time: .zero, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 0))
    return resynchronizer.receive(bytes, moment: moment) == .found
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
