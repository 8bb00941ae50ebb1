/// What carried a flow, by its IP protocol number (IANA).
package enum TransportProtocol: UInt8, Sendable {
  case tcp = 6
  case udp = 17

  /// The spelling of log records.
  package var name: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    }
  }
}
