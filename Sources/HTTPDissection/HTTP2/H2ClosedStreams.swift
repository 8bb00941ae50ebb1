/// The streams that ended last, so that what their other end still sends of them is not taken for something new.
struct H2ClosedStreams {
  /// More than can be in flight at once on any sane connection; older ones are forgotten.
  private static let capacity = 256

  private var streams: [UInt32] = []
  private var next = 0

  mutating func insert(_ stream: UInt32) {
    if streams.count < Self.capacity { return streams.append(stream) }
    streams[next] = stream
    next = (next + 1) % Self.capacity
  }

  func contains(_ stream: UInt32) -> Bool { streams.contains(stream) }
}
