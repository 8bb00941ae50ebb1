package import TrafficModel

extension TrafficEvent {
  /// When the last of it was seen; nil for what has no time of its own.
  package var time: Timestamp? { extent?.end }

  package var extent: Extent? {
    switch self {
    case .flow(let flow): flow.extent
    case .http(let exchange): exchange.extent
    case .session(let session): session.extent
    case .toolCall(let call): call.extent
    case .message(let message): message.extent
    case .toolDefinition(let definition): definition.extent
    case .tls(let handshake): handshake.extent
    case .dns(let exchange): exchange.extent
    case .anomaly(let anomaly): Extent(anomaly.moment)
    case .finding(let finding): finding.extent
    case .statistics: nil
    }
  }
}
