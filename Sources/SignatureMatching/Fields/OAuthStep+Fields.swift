import TrafficModel

extension OAuthStep {
  /// Nothing for a field that this step has not.
  func values(_ field: EventField) -> [SignatureValue] {
    if field == .oauthStep { return [.text(name)] }
    return switch self {
    case .resourceMetadata(let metadata): Self.values(metadata, field)
    case .serverMetadata(let metadata): Self.values(metadata, field)
    case .registration(let registration): Self.values(registration, field)
    case .authorization(let authorization): Self.values(authorization, field)
    case .callback(let callback): field == .oauthIssuer ? .init(callback.issuer) : []
    case .grant(let grant): Self.values(grant, field)
    }
  }

  private var name: String {
    switch self {
    case .resourceMetadata: "resource_metadata"
    case .serverMetadata: "server_metadata"
    case .registration: "registration"
    case .authorization: "authorization"
    case .callback: "callback"
    case .grant: "grant"
    }
  }

  private static func values(_ metadata: ResourceMetadata, _ field: EventField) -> [SignatureValue] {
    switch field {
    case .oauthResource: .init(metadata.resource)
    case .oauthEndpoints: .init(texts: metadata.authorizationServers)
    case .oauthScopes: .init(texts: metadata.scopes)
    default: []
    }
  }

  private static func values(_ metadata: ServerMetadata, _ field: EventField) -> [SignatureValue] {
    switch field {
    case .oauthIssuer: .init(metadata.issuer)
    case .oauthEndpoints:
      .init(
        texts: [metadata.authorizationEndpoint, metadata.tokenEndpoint, metadata.registrationEndpoint]
          .compactMap(\.self))
    default: []
    }
  }

  private static func values(_ registration: Registration, _ field: EventField) -> [SignatureValue] {
    switch field {
    case .oauthClient: .init(registration.client)
    case .oauthRedirects: .init(texts: registration.redirects)
    default: []
    }
  }

  private static func values(_ authorization: Authorization, _ field: EventField) -> [SignatureValue] {
    switch field {
    case .oauthClient: .init(authorization.client)
    case .oauthRedirects: .init(texts: [authorization.redirect, authorization.answeredTo].compactMap(\.self))
    case .oauthScopes: .init(texts: authorization.scopes)
    case .oauthResource: .init(authorization.resource)
    case .oauthIssuer: .init(authorization.issuer)
    case .oauthResponseType: .init(authorization.responseType)
    case .oauthChallengeMethod: .init(authorization.challengeMethod)
    case .oauthHasChallenge: [.bool(authorization.hasChallenge)]
    default: []
    }
  }

  private static func values(_ grant: Grant, _ field: EventField) -> [SignatureValue] {
    switch field {
    case .oauthClient: .init(grant.client)
    case .oauthResource: .init(grant.resource)
    case .oauthScopes: .init(texts: grant.requestedScopes + grant.grantedScopes)
    case .oauthGrantType: .init(grant.type)
    case .oauthHasVerifier: [.bool(grant.hasVerifier)]
    default: []
    }
  }
}
