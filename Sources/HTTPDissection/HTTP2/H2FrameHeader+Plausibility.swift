package import TrafficModel

/// What is known about a connection when nine bytes must be judged out of context.
package struct H2FrameExpectation: Hashable, Sendable {
  /// Streams beyond this one are taken for noise, even when some were opened unseen.
  private static let streamsAhead: UInt32 = 8_192

  package var direction: Direction
  /// The largest payload that may be sent; 16,384 unless SETTINGS said more (RFC 9113 §4.2).
  package var maximumLength = 16_384
  /// The highest stream seen so far; nil when nothing was.
  package var highestStream: UInt32?

  package init(_ direction: Direction) { self.direction = direction }

  /// The highest stream that may be in use.
  var streamBound: UInt32 {
    guard let highestStream else { return .max }
    let (bound, overflow) = highestStream.addingReportingOverflow(Self.streamsAhead)
    return overflow ? .max : bound
  }
}

extension H2FrameHeader {
  /// Whether these nine bytes, found where no frame was known to begin, look like a frame header.
  ///
  /// Strict where `isSound` is lenient: text never passes, since its first byte alone gives a length of megabytes, and
  /// neither do zeros, which are DATA on stream 0.
  package func isPlausible(_ expected: H2FrameExpectation) -> Bool {
    guard let kind, isSound, !hasReservedBit, length <= expected.maximumLength else { return false }
    guard flags.isSubset(of: kind.definedFlags), streamID <= expected.streamBound else { return false }
    switch kind {
    case .data, .headers, .continuation, .resetStream: return expected.direction == .toClient || streamID & 1 == 1
    case .pushPromise: return expected.direction == .toClient && streamID & 1 == 1
    case .settings: return length <= 240
    case .goAway: return length <= 1_024
    case .priority, .ping, .windowUpdate: return true
    }
  }
}
