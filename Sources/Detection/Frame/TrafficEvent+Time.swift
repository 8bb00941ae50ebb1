package import TrafficModel

extension TrafficEvent {
  /// When the last of it was seen; nil for what has no time of its own.
  package var time: Timestamp? { extent?.end }

  package var extent: Extent? {
    switch self {
    case .flow(let flow): flow.value.extent
    case .http(let exchange): exchange.value.extent
    case .session(let session): session.value.extent
    case .toolCall(let call): call.value.extent
    case .message(let message): message.value.extent
    case .toolDefinition(let definition): definition.value.extent
    case .tls(let handshake): handshake.value.extent
    case .dns(let exchange): exchange.value.extent
    case .anomaly(let anomaly): Extent(anomaly.value.moment)
    case .finding(let finding): finding.value.extent
    case .statistics: nil
    }
  }
}
