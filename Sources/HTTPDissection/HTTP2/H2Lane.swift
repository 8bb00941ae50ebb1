import TrafficModel

/// What is known of one direction of a connection.
final class H2Lane {
  enum Mode {
    /// So many bytes of the client connection preface have come (RFC 9113 §3.4).
    case preface(matched: Int)
    case frames
    /// Looking for a frame boundary.
    case searching
    case opaque
  }

  /// Where the content of the current frame goes.
  enum Target {
    case nothing
    case body(H2Stream)
    case headerBlock
    case settings
    /// The first eight bytes matter, as a number.
    case word
  }

  let direction: Direction
  var mode: Mode
  var reader = H2FrameReader()
  var resynchronizer: H2Resynchronizer?
  var decoder: HPACKDecoder
  var assembly: H2HeaderAssembly
  /// The current frame, once its header is known.
  var frame: H2FrameReader.Start?
  var target = Target.nothing
  var word: UInt64 = 0
  var wordBytes = 0
  /// Frames were not captured, or the beginning was not: streams may have begun and ended unseen.
  var hasMissedFrames: Bool
  /// The loss of header compression state has been told and not been repaired since.
  var hasToldHeaderLoss = false
  /// The largest payload that the other end allowed.
  var maximumFrame = 16_384
  var hasToldOversizedFrame = false
  /// This end's SETTINGS were seen, so what the other may do is known.
  var hasSeenSettings = false
  var resets: H2FloodCounter
  var emptyFrames: H2FloodCounter
  var controlFrames: H2FloodCounter

  init(_ direction: Direction, isKnown: Bool, limits: HTTP2Limits) {
    self.direction = direction
    mode = isKnown ? (direction == .toServer ? .preface(matched: 0) : .frames) : .searching
    decoder = HPACKDecoder(isKnown: isKnown, tableBudget: limits.headerTable)
    assembly = H2HeaderAssembly(limits: limits)
    hasMissedFrames = !isKnown
    resets = H2FloodCounter(limit: limits.resets, window: limits.floodWindow)
    emptyFrames = H2FloodCounter(limit: limits.emptyFrames, window: limits.floodWindow)
    controlFrames = H2FloodCounter(limit: limits.controlFrames, window: limits.floodWindow)
    if !isKnown { resynchronizer = H2Resynchronizer(H2FrameExpectation(direction), limits: limits) }
  }
}
