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

  /// Payloads of one direction that follow each other without a word from the other end become one segment of at most
  /// `limit` bytes, as receive offloading delivers them. Pure acknowledgements are left out.
  package func coalesced(limit: Int = 65_000) -> Self {
    var result: [ForgedSegment] = []
    for segment in segments where !segment.isPureAcknowledgement {
      let place = result.lastIndex { $0.isPeer(of: segment) }
      if let place, result[place].isContinued(by: segment),
        result[place].payload.count + segment.payload.count <= limit
      {
        result[place].payload = result[place].payload + segment.payload
        result[place].flags.formUnion(segment.flags)
      } else {
        result.append(segment)
      }
    }
    return ForgedTraffic(result)
  }
}

extension ForgedSegment {
  /// Belongs to the same connection.
  fileprivate func isPeer(of other: Self) -> Bool {
    (source == other.source && destination == other.destination)
      || (source == other.destination && destination == other.source)
  }

  fileprivate func isContinued(by other: Self) -> Bool {
    isPlainPayload && other.isPlainPayload && source == other.source && destination == other.destination
      && other.sequence == sequence &+ UInt32(truncatingIfNeeded: payload.count)
  }
}
