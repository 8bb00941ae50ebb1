import TrafficModel

/// Whose a task is, as far as requests show: what makes a result fetched in one session that of a call in another.
enum TaskOwner: Hashable {
  /// Issuer and subject of tokens: a person's or a program's, however often they are renewed.
  case subject(KeyedHash)
  case credential(KeyedHash)
  /// Without credentials all that is known of a client is where it is.
  case address(IPAddress)

  var basis: ToolCall.TaskBasis {
    switch self {
    case .subject: .subject
    case .credential: .credential
    case .address: .address
    }
  }
}
