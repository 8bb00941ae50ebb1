import TrafficModel

extension SessionReference {
  func values(_ field: EventField) -> [SignatureValue] {
    switch field {
    case .session: [.text(String(id.rawValue, radix: 16))]
    case .revision: .init(revision?.name)
    case .carrier: [.text(transport.rawValue)]
    case .clientName: .init(client?.name)
    case .clientVersion: .init(client?.version)
    case .serverName: .init(server?.name)
    case .serverVersion: .init(server?.version)
    case .authority: .init(authority)
    default: credential?.values(field) ?? []
    }
  }
}
