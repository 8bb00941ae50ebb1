/// Which way bytes travelled. The client is who sent the SYN or, midstream, who sent the first request.
public enum Direction: UInt8, CaseIterable, Sendable {
  case toServer, toClient

  /// The other one.
  public var opposite: Direction { self == .toServer ? .toClient : .toServer }

  /// The spelling of log records.
  public var abbreviation: String { self == .toServer ? "c2s" : "s2c" }
}
