import ByteParsing
package import TrafficModel

/// Looks for the next frame boundary when it is not known: after a gap across frames, or midstream.
///
/// A boundary is where several plausible frame headers follow one another, each where the one before says. What it finds
/// depends on the bytes alone, not on how they were cut. While a candidate waits for its followers, its bytes are held,
/// at most `window` and what came with the last piece; bytes before it are dropped at once.
package struct H2Resynchronizer: ~Copyable {
  package enum Outcome: Hashable, Sendable { case searching, found, gaveUp }

  private enum Chain { case complete, broken, unfinished(endsCleanly: Bool) }

  /// Two, where the streams in use are known and so each header is worth forty bits; three where they are not.
  private let requiredHeaders: Int
  private let window: Int
  private var offsetsLeft: Int
  private var expected: H2FrameExpectation
  private var held: [UInt8] = []
  private var moments: [(count: Int, moment: Moment)] = []

  package init(_ expected: H2FrameExpectation, limits: HTTP2Limits) {
    self.expected = expected
    requiredHeaders = expected.highestStream == nil ? 3 : 2
    window = limits.resyncWindow
    offsetsLeft = limits.resyncOffsets
  }

  /// When `found`, the first held byte begins a frame.
  package mutating func receive(_ bytes: RawSpan, moment: Moment) -> Outcome {
    held.append(bytes)
    note(bytes.byteCount, moment)
    return search { chain in
      if case .unfinished = chain { .searching } else { nil }
    }
  }

  /// No more bytes come: one frame that ends where the stream does is enough.
  package mutating func finish() -> Outcome {
    search { chain in
      if case .unfinished(endsCleanly: true) = chain { .found } else { nil }
    }
  }

  /// More bytes are missing: nothing held can be joined with what follows.
  package mutating func forget() {
    held.removeAll(keepingCapacity: true)
    moments.removeAll(keepingCapacity: true)
  }

  /// Hands over what is held, with the moments of its bytes, and keeps nothing.
  package mutating func takeHeld(_ body: (RawSpan, Moment) -> Void) {
    let bytes = held
    let pieces = moments
    forget()
    var start = 0
    for piece in pieces {
      body(bytes.span.bytes.extracting(start..<start + piece.count), piece.moment)
      start += piece.count
    }
  }

  private mutating func search(_ decide: (Chain) -> Outcome?) -> Outcome {
    var candidate = 0
    defer { dropHeld(candidate) }
    while candidate < held.count {
      let chain = chain(at: candidate)
      if case .complete = chain { return .found }
      if let outcome = decide(chain) { return outcome }
      guard offsetsLeft > 0 else { return .gaveUp }
      offsetsLeft -= 1
      candidate += 1
    }
    return .searching
  }

  private func chain(at start: Int) -> Chain {
    let bytes = held.span.bytes
    var offset = start
    for _ in 0..<requiredHeaders {
      guard offset - start <= window else { return .broken }
      guard offset < bytes.byteCount else { return .unfinished(endsCleanly: offset == bytes.byteCount) }
      var cursor = ByteCursor(bytes.extracting(offset..<bytes.byteCount))
      guard let header = try? H2FrameHeader(parsing: &cursor) else { return .unfinished(endsCleanly: false) }
      guard header.isPlausible(expected) else { return .broken }
      offset += H2FrameHeader.byteCount + header.length
    }
    return .complete
  }

  /// Invariant: the counts in `moments` add up to the bytes held.
  private mutating func note(_ count: Int, _ moment: Moment) {
    // Few pieces are told apart, or a flood of one-byte pieces would cost more than its bytes.
    if let last = moments.indices.last, moments[last].moment == moment || moments.count >= 64 {
      moments[last].count += count
    } else if count > 0 {
      moments.append((count, moment))
    }
  }

  private mutating func dropHeld(_ count: Int) {
    held.removeFirst(count)
    var left = count
    while left > 0, let first = moments.first {
      let dropped = min(left, first.count)
      left -= dropped
      if dropped == first.count { moments.removeFirst() } else { moments[0].count -= dropped }
    }
  }
}
