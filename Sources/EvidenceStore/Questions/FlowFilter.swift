package import TrafficModel

/// Which flows, in which order, how many.
package struct FlowFilter: Hashable, Sendable {
  package enum Order: String, CaseIterable, Sendable {
    case oldest, newest
    /// By bytes in both directions.
    case largest
    case longest
  }

  /// An address of either end, or the server's name, or a pattern with `*`; case is ignored.
  package var host: String?
  /// A port of the server.
  package var port: UInt16?
  package var service: String?
  package var state: FlowSummary.State?
  package var window = TimeWindow.all
  package var minimumBytes: Int64?
  package var order = Order.oldest
  package var limit: Int?

  package init() {}
}
