import TrafficModel

/// How streams open and end.
extension HTTP2Conversation {
  func open(_ id: UInt32, _ moment: Moment) -> H2Stream {
    if streams.count >= limits.openStreams { evict(moment) }
    let exchange = OpenExchange(flow: flow, streamID: UInt64(id), version: .http2, isEncrypted: isEncrypted)
    let stream = H2Stream(id: id, exchange: exchange, activity: activity)
    streams.insert(stream)
    if id & 1 == 1 { highestStream = max(highestStream, id) }
    return stream
  }

  /// A stream whose beginning may have been missed; nil when it is known to be over, or cannot be.
  func openUnseen(_ id: UInt32, _ lane: H2Lane, _ moment: Moment) -> H2Stream? {
    guard lane.hasMissedFrames, !closed.contains(id) else { return nil }
    return open(id, moment)
  }

  /// A message whose head was not captured goes on.
  func beginWithoutHead(_ stream: H2Stream, _ lane: H2Lane, _ moment: Moment) {
    stream.message(lane.direction).beginWithoutHead(of: stream.exchange, extent: Extent(moment), limits: bodyLimits)
  }

  /// Ends one direction of `stream`, and the exchange when the other has ended, too.
  func end(
    _ stream: H2Stream, _ direction: Direction, as completeness: HTTPExchange.Completeness, _ moment: Moment
  ) {
    stream.message(direction).end(as: completeness, of: stream.exchange, moment: moment, observer: observer)
    guard stream.hasEnded else { return }
    streams.remove(stream.id)
    closed.insert(stream.id)
  }

  func end(both stream: H2Stream, as completeness: HTTPExchange.Completeness, _ moment: Moment) {
    end(stream, .toServer, as: completeness, moment)
    end(stream, .toClient, as: completeness, moment)
  }

  /// RST_STREAM ends both directions (RFC 9113 §6.4).
  func reset(_ id: UInt32, _ lane: H2Lane, _ moment: Moment) {
    guard let stream = streams[id] else { return }
    // Resetting what has come whole is thrift, not a flood.
    if !stream.response.isWhole(in: stream.exchange), lane.resets.exceedsLimit(at: moment.time) {
      raise(.h2RapidReset, moment)
    }
    end(both: stream, as: .truncated, moment)
  }

  /// GOAWAY: streams of the other end beyond the given one are not processed (RFC 9113 §6.8).
  func goAway(_ lane: H2Lane, _ moment: Moment) {
    guard lane.wordBytes == 8 else { return }
    let last = UInt32(truncatingIfNeeded: lane.word >> 32) & 0x7fff_ffff
    let parity: UInt32 = lane.direction == .toClient ? 1 : 0
    for stream in streams.inOrder where stream.id > last && stream.id & 1 == parity {
      end(both: stream, as: .truncated, moment)
    }
  }

  private func evict(_ moment: Moment) {
    raise(.h2StreamLimit, moment)
    for stream in streams.silentLongest() { end(both: stream, as: .truncated, moment) }
  }
}
