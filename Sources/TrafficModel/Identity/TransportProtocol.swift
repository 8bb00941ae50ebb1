/// What carried a flow, by its IP protocol number (IANA).
public enum TransportProtocol: UInt8, Sendable {
  case tcp = 6
  case udp = 17

  /// The spelling of log records.
  public var name: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    }
  }
}
