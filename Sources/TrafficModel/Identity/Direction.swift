/// Which way bytes travelled. The client is who sent the SYN or, midstream, who sent the first request.
package enum Direction: UInt8, CaseIterable, Sendable {
  case toServer, toClient

  package var opposite: Direction { self == .toServer ? .toClient : .toServer }

  /// The spelling of log records.
  package var abbreviation: String { self == .toServer ? "c2s" : "s2c" }
}
