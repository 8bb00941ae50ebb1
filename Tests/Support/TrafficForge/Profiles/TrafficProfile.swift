/// The traffic that the budgets are stated for, forged at any size and equal for equal seeds.
public enum TrafficProfile: String, CaseIterable, Sendable {
  /// 500 connections kept alive, both eras, JSON and event streams; 60 % of the results are under 2 kB, some 60 kB.
  case mix
  /// A few connections that carry mostly large results.
  case bulk
  /// A connection per call.
  case churn
  /// 10,000 connections at once, for what a flow costs in memory.
  case crowd
  /// One result of 50 MB, for what a body costs in memory.
  case giant
  /// The same in an event stream.
  case stream

  /// How much to forge. What is begun is finished, so a capture is somewhat larger than asked for.
  public struct Extent: Hashable, Sendable {
    /// End after this many bytes of capture file.
    public var bytes: UInt64
    /// End after this many connections, whichever comes first.
    public var connections: Int

    /// Without an argument, no end.
    public init(bytes: UInt64 = .max, connections: Int = .max) {
      self.bytes = bytes
      self.connections = connections
    }
  }

  /// The extent that the budgets are measured at.
  public var fullExtent: Extent {
    switch self {
    case .mix, .bulk: Extent(bytes: 300_000_000)
    case .churn: Extent(connections: 100_000)
    case .crowd: Extent(bytes: 100_000_000)
    case .giant, .stream: Extent(connections: 1)
    }
  }

  /// Writes a capture file in nanoseconds and this machine's byte order.
  public func forge(to path: String, extent: Extent? = nil, seed: UInt64 = 1) throws -> ForgedProfile {
    var run = ProfileRun(recipe, extent: extent ?? fullExtent, seed: seed)
    var file = try CaptureFileForge(path: path, link: .ethernet, encoding: CaptureEncoding())
    return try run.write(into: &file)
  }

  var recipe: ProfileRecipe {
    switch self {
    case .mix:
      ProfileRecipe(
        lanes: 500, callsPerConnection: nil, sizes: [(60, 200...2_000), (30, 2_000...20_000), (10, 56_000...64_000)],
        thinking: 20_000...400_000)
    case .bulk:
      ProfileRecipe(
        lanes: 20, callsPerConnection: nil, sizes: [(10, 500...4_000), (90, 256_000...6_000_000)],
        thinking: 1_000...50_000)
    case .churn:
      ProfileRecipe(
        lanes: 200, callsPerConnection: 1, sizes: [(90, 200...1_500), (10, 1_500...4_000)], thinking: 500...20_000)
    case .crowd:
      ProfileRecipe(
        lanes: 10_000, callsPerConnection: nil, sizes: [(100, 200...2_000)], thinking: 12_000_000...20_000_000)
    case .giant, .stream:
      ProfileRecipe(
        lanes: 1, firstLane: self == .giant ? 0 : 2, callsPerConnection: 1, sizes: [(100, 50_000_000...50_000_000)],
        thinking: 500...20_000)
    }
  }
}
