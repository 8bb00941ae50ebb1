import Glibc
import TrafficModel

/// What sizes each tool of each server usually has, and whether one is out of all proportion to them.
struct SizeBaseline: Sendable {
  /// Before so many calls a tool has no usual size.
  static let learnt: UInt64 = 30
  /// Tools whose sizes are kept; those that were not called for longest are forgotten and learnt anew.
  static let tools = 16_384

  struct Outlier: Hashable, Sendable {
    /// What would have been accepted.
    var limit: Double
    var median: Double
    var rank: Double
    /// Calls of the tool before.
    var calls: UInt64
  }

  private struct Key: Hashable, Sendable {
    var server: Endpoint
    var tool: UntrustedText
  }

  private var sketches = RecentTable<Key, SizeSketch>(limit: Self.tools)

  /// Takes in a size of an earlier analysis.
  mutating func learn(_ size: Double, server: Endpoint, tool: UntrustedText) {
    let key = Key(server: server, tool: tool)
    sketches[key, default: SizeSketch()].add(size)
  }

  /// Judges `size` by what was before, and takes it in.
  ///
  /// - Parameter floor: never an outlier below it.
  mutating func judge(_ size: Double, floor: Double, server: Endpoint, tool: UntrustedText) -> (Outlier?, UInt64) {
    let key = Key(server: server, tool: tool)
    return Self.judge(size, floor: floor, &sketches[key, default: SizeSketch()])
  }

  private static func judge(_ size: Double, floor: Double, _ sketch: inout SizeSketch) -> (Outlier?, UInt64) {
    let calls = sketch.count
    defer { sketch.add(size) }
    // Looked at only when it may matter.
    guard calls >= learnt, size > floor else { return (nil, calls) }
    let (centre, spread) = sketch.logCentreAndSpread
    let limit = max(floor, exp(centre + 6 * max(0.25, spread)), 2 * sketch.quantile(0.99))
    guard size > limit else { return (nil, calls) }
    return (Outlier(limit: limit, median: exp(centre), rank: sketch.rank(of: size), calls: calls), calls)
  }
}
