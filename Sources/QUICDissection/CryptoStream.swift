import ByteParsing

/// Puts the pieces of one direction's CRYPTO stream in order (RFC 9000 §19.6). Clients shuffle them on purpose.
///
/// Invariant: `bytes` is the stream from its start on without a hole; `waiting` are pieces behind a hole. Together they
/// never hold more than `limit` bytes.
struct CryptoStream {
  private(set) var bytes: [UInt8] = []
  private var waiting: [(offset: Int, bytes: [UInt8])] = []
  private let limit: Int
  private let pieceLimit: Int
  private var waitingBytes = 0

  init(limit: Int, pieceLimit: Int) {
    self.limit = limit
    self.pieceLimit = pieceLimit
  }

  /// False when the piece is beyond the limits; it is dropped then.
  mutating func insert(_ piece: RawSpan, at offset: UInt64) -> Bool {
    guard piece.byteCount > 0 else { return true }
    guard offset <= UInt64(limit), Int(offset) + piece.byteCount <= limit else { return false }
    let offset = Int(offset)
    guard offset > bytes.count else {
      append(piece, at: offset)
      drain()
      return true
    }
    guard waiting.count < pieceLimit, waitingBytes + piece.byteCount <= limit else { return false }
    waiting.append((offset, [UInt8](copying: piece)))
    waitingBytes += piece.byteCount
    return true
  }

  private mutating func append(_ piece: RawSpan, at offset: Int) {
    let known = bytes.count - offset
    if known < piece.byteCount { bytes.append(piece.extracting(droppingFirst: known)) }
  }

  private mutating func drain() {
    while let index = waiting.firstIndex(where: { $0.offset <= bytes.count }) {
      let piece = waiting.remove(at: index)
      waitingBytes -= piece.bytes.count
      append(piece.bytes.span.bytes, at: piece.offset)
    }
  }
}
