import TrafficModel

extension CredentialReference {
  /// Nil for a field that is none of a credential.
  func values(_ field: EventField) -> [SignatureValue]? {
    switch field {
    case .subject: .init(subject)
    case .credentialScheme: [.text(scheme.rawValue)]
    case .credentialPlace: [.text(place.rawValue)]
    case .credentialIssuer: .init(issuer)
    case .tokenAlgorithm: .init(token?.claims.algorithm)
    case .tokenIsSigned: .init(token?.claims.isSigned)
    case .tokenSignature: .init(token?.signature.rawValue)
    case .tokenKeyID: .init(token?.claims.keyID)
    case .tokenKeyReferences: token?.claims.keyReferences.map(SignatureValue.text) ?? []
    case .tokenClient: .init(token?.claims.client)
    case .tokenAudiences: .init(texts: token?.claims.audiences)
    case .tokenScopes: .init(texts: token?.claims.scopes)
    case .tokenLifetime: token?.claims.lifetime.map { [.number($0)] } ?? []
    default: nil
    }
  }
}

extension TokenClaims {
  fileprivate var lifetime: Double? {
    guard let issued, let expires else { return nil }
    return expires - issued
  }
}

extension [SignatureValue] {
  init(texts: [UntrustedText]?) { self = texts?.map { .text($0.rawTextForMatchingAndStorage) } ?? [] }
}
