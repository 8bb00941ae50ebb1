package import TrafficModel

extension ForgedTraffic {
  /// Segments with payload change places with others of their direction, at most `window` places away in each of several
  /// steps. None comes so late in the end that it counts as lost to whoever waits for it: `lateFrames` frames and `lateTime`
  /// behind its place (the limits of flow tracking for quiet flows).
  package func reordered(window: Int, seed: UInt64) -> Self {
    var generator = SeededGenerator(seed: seed)
    var copy = self
    // Where the segment that is now at an index was at first.
    var origins = Array(segments.indices)
    for index in copy.segments.indices where copy.segments[index].isPlainPayload {
      let candidates = (index..<min(index + window + 1, segments.count)).prefix {
        copy.segments[$0].flags.isDisjoint(with: [.syn, .fin, .rst])
      }
      let partners = candidates.filter { copy.mayExchange(index, $0) && !isLate(origins[index], at: $0) }
      guard let partner = partners.randomElement(using: &generator) else { continue }
      copy.segments.swapAt(index, partner)
      origins.swapAt(index, partner)
    }
    return copy.keepingTimes(of: self)
  }

  /// Every `n`th segment with payload is captured once more, `distance` segments later.
  package func duplicated(every n: Int, distance: Int = 1) -> Self {
    var result = segments
    var inserted = 0
    for (index, segment) in segments.enumerated() where index % n == 0 && segment.isPlainPayload {
      let place = min(index + inserted + 1 + distance, result.count)
      var again = segment
      again.time = result[place - 1].time
      result.insert(again, at: place)
      inserted += 1
    }
    return ForgedTraffic(result)
  }

  /// Only what one end sent was captured, as under asymmetric routing.
  package func seen(from source: Endpoint) -> Self { ForgedTraffic(segments.filter { $0.source == source }) }

  /// The capture began later.
  package func startingAt(_ index: Int) -> Self { ForgedTraffic(Array(segments.dropFirst(index))) }

  /// Segments for which `isLost` holds were sent and never captured.
  package func losing(where isLost: (Int, ForgedSegment) -> Bool) -> Self {
    ForgedTraffic(segments.enumerated().filter { !isLost($0.offset, $0.element) }.map(\.element))
  }

  private static let lateFrames = 16
  private static let lateTime: Int64 = 500_000_000

  private func isLate(_ origin: Int, at place: Int) -> Bool {
    place - origin >= Self.lateFrames
      && segments[place].time.nanoseconds - segments[origin].time.nanoseconds >= Self.lateTime
  }

  private func mayExchange(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (segments[first], segments[second])
    return b.isPlainPayload && a.source == b.source && a.destination == b.destination
  }

  private func keepingTimes(of original: Self) -> Self {
    var copy = self
    for index in copy.segments.indices { copy.segments[index].time = original.segments[index].time }
    return copy
  }
}
