/// One payload, cut into segments and then disturbed the way networks do. For tests below frames; whole conversations
/// are disturbed by `ForgedTraffic`.
package struct SegmentScript: Sendable {
  package struct Segment: Hashable, Sendable {
    package var offset: Int
    package var bytes: [UInt8]
  }

  package var segments: [Segment]

  package init(_ payload: [UInt8], every size: Int) {
    segments = stride(from: 0, to: payload.count, by: size).map { start in
      Segment(offset: start, bytes: Array(payload[start..<min(start + size, payload.count)]))
    }
  }

  /// Segments of 1…`limit` bytes.
  package init(_ payload: [UInt8], upTo limit: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    segments = []
    var start = 0
    while start < payload.count {
      let end = min(start + Int.random(in: 1...limit, using: &generator), payload.count)
      segments.append(Segment(offset: start, bytes: Array(payload[start..<end])))
      start = end
    }
  }

  package func shuffled(seed: UInt64) -> Self {
    var copy = self
    var generator = SeededGenerator(seed: seed)
    copy.segments.shuffle(using: &generator)
    return copy
  }

  package func duplicating(every n: Int) -> Self {
    var copy = self
    copy.segments = segments.enumerated().flatMap { index, segment in
      index % n == 0 ? [segment, segment] : [segment]
    }
    return copy
  }

  package func losing(_ index: Int) -> Self {
    var copy = self
    copy.segments.remove(at: index)
    return copy
  }
}
