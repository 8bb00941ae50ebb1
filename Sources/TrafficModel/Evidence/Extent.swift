/// The time and the frames that something covers: a message, an exchange, a call.
///
/// Independent of the order in which moments are added, so reordered captures give equal facts.
package struct Extent: Hashable, Sendable {
  package private(set) var start: Timestamp
  package private(set) var end: Timestamp
  package private(set) var firstFrame: FrameReference
  package private(set) var lastFrame: FrameReference

  package init(_ moment: Moment) {
    start = moment.time
    end = moment.time
    firstFrame = moment.frame
    lastFrame = moment.frame
  }

  package mutating func extend(to moment: Moment) {
    if moment.time < start { start = moment.time }
    if end < moment.time { end = moment.time }
    if moment.frame < firstFrame { firstFrame = moment.frame }
    if lastFrame < moment.frame { lastFrame = moment.frame }
  }

  package mutating func extend(over other: Extent) {
    start = min(start, other.start)
    end = max(end, other.end)
    firstFrame = min(firstFrame, other.firstFrame)
    lastFrame = max(lastFrame, other.lastFrame)
  }

  package var durationNanoseconds: Int64 { end - start }
}
