/// Decompresses the messages of one direction (RFC 7692 §7.2.2).
final class WebSocketInflation {
  /// What a sender leaves away at the end of each message.
  static let messageEnd: [UInt8] = [0x00, 0x00, 0xff, 0xff]

  private let resetsContext: Bool
  private let limits: HTTPLimits
  private var stage: InflateStage?
  /// The context was lost, and messages build on it.
  private var isLost = false
  private var coded: UInt64 = 0
  private var decoded: UInt64 = 0

  init(resetsContext: Bool, limits: HTTPLimits) {
    self.resetsContext = resetsContext
    self.limits = limits
  }

  /// False when the message cannot be decompressed.
  func beginMessage() -> Bool {
    coded = 0
    decoded = 0
    if isLost { return false }
    // A sender may end the deflate stream with a message; the next one begins another.
    if resetsContext || stage?.isUnfinished != true { stage = InflateStage(.raw) }
    return true
  }

  func decode(
    _ bytes: RawSpan, _ emit: (RawSpan) throws(ContentDecoder.Failure) -> Void
  ) throws(ContentDecoder.Failure) {
    coded &+= UInt64(bytes.byteCount)
    try stage?.decode(bytes) { (piece: RawSpan) throws(ContentDecoder.Failure) in
      decoded &+= UInt64(piece.byteCount)
      let isWithin = decoded <= limits.decodedBodyFree || decoded / limits.decodedRatio <= coded
      guard isWithin else { throw .limitExceeded }
      try emit(piece)
    }
  }

  /// Bytes of the message are missing or broken: what builds on them is lost.
  func breakOff() {
    stage = nil
    isLost = !resetsContext
  }
}
