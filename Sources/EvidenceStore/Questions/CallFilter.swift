package import TrafficModel

/// Which tool calls, in which order, how many. Conditions that are nil do not restrict.
package struct CallFilter: Hashable, Sendable {
  package enum Order: String, CaseIterable, Sendable {
    case oldest, newest, slowest
    /// By the size of the result.
    case largest
  }

  /// A name, or a pattern with `*`; case is ignored.
  package var tool: String?
  /// A server's name, authority, address or `address:port`, or a pattern with `*`; case is ignored.
  package var server: String?
  /// A client's name, address or `address:port`, or a pattern with `*`; case is ignored.
  package var client: String?
  package var window = TimeWindow.all
  package var status: CallStatus?
  /// Only calls that ended in an error, or only those that did not.
  package var isError: Bool?
  package var minimumDurationNanoseconds: Int64?
  package var minimumResultBytes: Int64?
  /// The name of a session's record.
  package var sessionUID: String?
  package var order = Order.oldest
  package var limit: Int?

  package init() {}
}
