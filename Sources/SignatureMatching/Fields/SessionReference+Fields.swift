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
    case .subject: .init(credential?.subject)
    case .credentialScheme: .init(credential?.scheme.rawValue)
    case .credentialPlace: .init(credential?.place.rawValue)
    case .credentialIssuer: .init(credential?.issuer)
    default: []
    }
  }
}
