import ByteParsing

/// Looks whether the frames of a body without head begin like lines of an event stream.
struct H2EventStreamSearch {
  /// Bytes that tell a line of an event stream from others.
  private static let wanted = 6

  let limits: HTTPLimits
  /// The first bytes of the current frame.
  private(set) var first: [UInt8] = []
  /// How many of them came with the last piece.
  private(set) var takenFromLast = 0

  init(limits: HTTPLimits) { self.limits = limits }

  mutating func restart() { first.removeAll(keepingCapacity: true) }

  /// True when `first` is the beginning of an event stream's line.
  mutating func receive(_ bytes: RawSpan) -> Bool {
    takenFromLast = min(bytes.byteCount, Self.wanted - first.count)
    guard takenFromLast > 0 else { return false }
    first.append(bytes.extracting(0..<takenFromLast))
    return first.count == Self.wanted && HTTP1Framer.beginsEventStreamLine(first.span.bytes)
  }
}
