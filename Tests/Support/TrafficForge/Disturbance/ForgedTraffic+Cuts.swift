import TrafficModel

extension ForgedTraffic {
  /// Every payload is sent in pieces of 1…`limit` bytes instead.
  package func resegmented(upTo limit: Int, seed: UInt64) -> Self {
    var generator = SeededGenerator(seed: seed)
    return ForgedTraffic(
      segments.flatMap { segment -> [ForgedSegment] in
        guard segment.isPlainPayload else { return [segment] }
        var pieces: [ForgedSegment] = []
        var start = 0
        while start < segment.payload.count {
          let end = min(start + Int.random(in: 1...limit, using: &generator), segment.payload.count)
          pieces.append(segment.carrying(start..<end))
          start = end
        }
        return pieces
      })
  }

  /// Payloads of one direction that nobody else's payload comes between become one segment of at most `limit` bytes, as
  /// receive offloading delivers them.
  package func coalesced(limit: Int = 65_000) -> Self {
    var result: [ForgedSegment] = []
    var last: Int?
    for segment in segments {
      if let last, result[last].isContinued(by: segment),
        result[last].payload.count + segment.payload.count <= limit
      {
        result[last].payload = result[last].payload + segment.payload
        result[last].flags.formUnion(segment.flags)
      } else {
        if !segment.isPureAcknowledgement { last = result.endIndex }
        result.append(segment)
      }
    }
    return ForgedTraffic(result)
  }
}

extension ForgedSegment {
  fileprivate func isContinued(by other: Self) -> Bool {
    isPlainPayload && other.isPlainPayload && source == other.source && destination == other.destination
      && other.sequence == sequence &+ UInt32(truncatingIfNeeded: payload.count)
  }
}
