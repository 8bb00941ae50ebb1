extension EventField {
  private static let flow: [EventField] = [
    .sourceAddress, .sourcePort, .destinationAddress, .destinationPort, .transport, .timestamp,
  ]
  private static let mcp: [EventField] =
    flow + [
      .session, .revision, .carrier, .clientName, .clientVersion, .serverName, .serverVersion, .authority, .subject,
      .credentialScheme, .credentialPlace, .credentialIssuer,
    ]
  private static let token: [EventField] = [
    .tokenAlgorithm, .tokenIsSigned, .tokenSignature, .tokenKeyID, .tokenKeyReferences, .tokenClient, .tokenAudiences,
    .tokenScopes, .tokenLifetime,
  ]
  private static let oauth: [EventField] = [
    .oauthStep, .oauthClient, .oauthRedirects, .oauthScopes, .oauthResource, .oauthIssuer, .oauthEndpoints,
    .oauthResponseType, .oauthGrantType, .oauthChallengeMethod, .oauthHasChallenge, .oauthHasVerifier,
  ]
  private static let call: [EventField] =
    mcp + [
      .tool, .arguments, .argumentsBytes, .argumentsValues, .argumentsNames, .resultBytes, .isError, .errorCode,
      .errorMessage, .status, .durationMilliseconds, .rounds,
    ]

  /// The fields of each log source.
  package static func fields(of category: SignatureCategory) -> [EventField] {
    switch category {
    case .toolCall: call
    case .toolResult: call + [.result, .resultText]
    case .message:
      mcp + [
        .method, .messageKind, .direction, .parameters, .parametersValues, .result, .resultBytes, .resultText, .isError,
        .errorCode, .errorMessage, .status, .durationMilliseconds,
      ]
    case .toolDefinition:
      mcp + [
        .tool, .title, .description, .definition, .definitionBytes, .definitionValues, .parameterNames, .isChanged,
      ]
    case .authentication:
      flow + [
        .httpMethod, .host, .url, .urlQuery, .httpStatus, .isEncrypted, .userAgent, .origin, .contentType, .location,
        .headers, .subject, .credentialScheme, .credentialPlace, .credentialIssuer,
      ] + token + oauth
    case .session:
      mcp + [.state, .instructions, .toolCalls, .requests, .errors, .serverRequests, .argumentsBytes, .resultBytes]
        + token
    case .flow: flow + [.service, .peerName, .state, .bytesToServer, .bytesToClient]
    case .dns: flow + [.queryName, .queryType, .responseCode, .answers]
    case .finding:
      flow + [.detector, .severity, .confidence, .findingTitle, .findingTags, .tool, .host]
    }
  }
}
