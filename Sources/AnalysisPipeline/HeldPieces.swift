import ByteParsing
import TrafficModel

/// The first bytes of a flow, kept until it is clear which protocol they are.
struct HeldPieces {
  struct Piece {
    var bytes: [UInt8]
    var gap: UInt64
    var direction: Direction
    var moment: Moment
  }

  private let limit: Int
  private var pieces: [Piece] = []
  private var byteCount = 0

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { pieces.isEmpty }
  var isFull: Bool { byteCount >= limit || pieces.count >= limit / 16 }

  func isEmpty(_ direction: Direction) -> Bool { !pieces.contains { $0.direction == direction } }

  mutating func append(_ bytes: RawSpan, _ direction: Direction, _ moment: Moment) {
    pieces.append(Piece(bytes: [UInt8](copying: bytes), gap: 0, direction: direction, moment: moment))
    byteCount += bytes.byteCount
  }

  mutating func appendGap(_ length: UInt64, _ direction: Direction, _ moment: Moment) {
    guard !isFull else { return }
    pieces.append(Piece(bytes: [], gap: length, direction: direction, moment: moment))
  }

  /// Judges all bytes of one direction so far, with `bytes` at their end.
  func examine(adding bytes: RawSpan, _ direction: Direction, isMidstream: Bool) -> ProtocolProbe.Verdict {
    var all = pieces.filter { $0.direction == direction }.flatMap(\.bytes)
    all.append(bytes)
    return ProtocolProbe.examine(all.span.bytes, direction, isMidstream: isMidstream)
  }

  mutating func takeAll() -> [Piece] {
    defer {
      pieces = []
      byteCount = 0
    }
    return pieces
  }
}
