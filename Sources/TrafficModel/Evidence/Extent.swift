/// The time and the frames that something covers: a message, an exchange, a call.
///
/// Independent of the order in which moments are added, so reordered captures give equal facts.
public struct Extent: Hashable, Sendable {
  /// Of the first frame.
  public private(set) var start: Timestamp
  /// Of the last frame.
  public private(set) var end: Timestamp
  /// Where it begins.
  public private(set) var firstFrame: FrameReference
  /// Where it ends.
  public private(set) var lastFrame: FrameReference

  /// One frame.
  public init(_ moment: Moment) {
    start = moment.time
    end = moment.time
    firstFrame = moment.frame
    lastFrame = moment.frame
  }

  /// Takes in a frame.
  public mutating func extend(to moment: Moment) {
    if moment.time < start { start = moment.time }
    if end < moment.time { end = moment.time }
    if moment.frame < firstFrame { firstFrame = moment.frame }
    if lastFrame < moment.frame { lastFrame = moment.frame }
  }

  /// Takes in another extent.
  public mutating func extend(over other: Extent) {
    start = min(start, other.start)
    end = max(end, other.end)
    firstFrame = min(firstFrame, other.firstFrame)
    lastFrame = max(lastFrame, other.lastFrame)
  }

  /// From first to last frame.
  public var durationNanoseconds: Int64 { end - start }
}
