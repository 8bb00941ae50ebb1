/// The open streams of one connection. The owner keeps it within `HTTP2Limits.openStreams`.
struct H2StreamTable {
  private var streams: [UInt32: H2Stream] = [:]

  var count: Int { streams.count }

  subscript(id: UInt32) -> H2Stream? { streams[id] }

  mutating func insert(_ stream: H2Stream) { streams[stream.id] = stream }
  mutating func remove(_ id: UInt32) { streams[id] = nil }

  /// In the order of their identifiers, which is the same in every run.
  var inOrder: [H2Stream] { streams.values.sorted { $0.id < $1.id } }

  /// The eighth of the streams that has been silent longest, one at least. Several at once, so that a flood of streams
  /// costs a constant for each.
  func silentLongest() -> ArraySlice<H2Stream> {
    streams.values.sorted { $0.lastActivity < $1.lastActivity }.prefix(max(1, streams.count / 8))
  }
}
