extension EventField {
  /// What the published taxonomy says of a field.
  package struct Publication: Hashable, Sendable {
    package var meaning: String
    /// Keys of the record that says the same, by `event_type`; empty for fields that records do not have.
    package var record: String?
  }

  package var publication: Publication {
    switch self {
    case .sourceAddress: .init(meaning: "address of the client", record: rawValue)
    case .sourcePort: .init(meaning: "port of the client", record: rawValue)
    case .destinationAddress: .init(meaning: "address of the server", record: rawValue)
    case .destinationPort: .init(meaning: "port of the server", record: rawValue)
    case .transport: .init(meaning: "tcp or udp", record: rawValue)
    case .timestamp: .init(meaning: "when it was complete; as a number, seconds since 1970", record: rawValue)
    case .session: .init(meaning: "the session or actor", record: rawValue)
    case .revision: .init(meaning: "protocol revision, such as 2025-11-25", record: rawValue)
    case .carrier: .init(meaning: "http_sse, streamable_legacy, streamable_modern or ws", record: rawValue)
    case .clientName, .clientVersion: .init(meaning: "as the client calls itself", record: rawValue)
    case .serverName, .serverVersion: .init(meaning: "as the server calls itself", record: rawValue)
    case .authority: .init(meaning: "Host or :authority the client used", record: rawValue)
    case .subject: .init(meaning: "sub of the client's token, not verified", record: rawValue)
    case .credentialScheme: .init(meaning: "bearer, basic, dpop, digest, api-key, cookie or other", record: rawValue)
    case .credentialPlace: .init(meaning: "header, query or cookie", record: rawValue)
    case .credentialIssuer: .init(meaning: "iss of the client's token, not verified", record: rawValue)
    default: ownPublication
    }
  }

  private var ownPublication: Publication {
    switch self {
    case .tool: .init(meaning: "name of the tool", record: rawValue)
    case .method: .init(meaning: "JSON-RPC method", record: rawValue)
    case .messageKind: .init(meaning: "request, notification or response", record: rawValue)
    case .direction: .init(meaning: "c2s or s2c", record: rawValue)
    case .arguments: .init(meaning: "arguments as compact JSON; arguments.KEY is one of them", record: rawValue)
    case .argumentsBytes: .init(meaning: "size of the arguments", record: rawValue)
    case .argumentsValues: .init(meaning: "every text and number in the arguments", record: nil)
    case .argumentsNames: .init(meaning: "every key in the arguments", record: nil)
    case .parameters: .init(meaning: "params as compact JSON; params.KEY is one of them", record: rawValue)
    case .parametersValues: .init(meaning: "every text and number in the params", record: nil)
    case .result: .init(meaning: "the result as compact JSON; result.KEY is a part of it", record: rawValue)
    case .resultBytes: .init(meaning: "size of the result", record: rawValue)
    case .resultText: .init(meaning: "every text in the result but encoded data", record: nil)
    case .isError: .init(meaning: "the call failed", record: rawValue)
    case .errorCode: .init(meaning: "JSON-RPC error code", record: rawValue)
    case .errorMessage: .init(meaning: "JSON-RPC error message", record: rawValue)
    case .status: .init(meaning: "complete, pending, cancelled, gap or unanswered", record: rawValue)
    case .durationMilliseconds: .init(meaning: "from the request's last byte to the answer's", record: rawValue)
    case .rounds: .init(meaning: "requests it took", record: rawValue)
    case .title: .init(meaning: "title of the tool", record: rawValue)
    case .description: .init(meaning: "description of the tool", record: rawValue)
    case .definition: .init(meaning: "the definition as compact JSON; definition.KEY is a part of it", record: rawValue)
    case .definitionBytes: .init(meaning: "size of the definition", record: rawValue)
    case .definitionValues: .init(meaning: "every text and number in the definition", record: nil)
    case .parameterNames: .init(meaning: "names of the tool's parameters", record: nil)
    case .isChanged: .init(meaning: "the tool was declared otherwise before", record: "changed_from")
    case .instructions: .init(meaning: "instructions of the server", record: rawValue)
    default: transportPublication
    }
  }

  private var authorizationPublication: Publication {
    switch self {
    case .tokenAlgorithm: .init(meaning: "alg of the JSON Web Token presented; nothing of it is verified", record: nil)
    case .tokenIsSigned: .init(meaning: "the token has a signature", record: nil)
    case .tokenSignature:
      .init(meaning: "valid, invalid, unchecked, unsigned, unknown-key, unsupported, public-key-as-secret", record: nil)
    case .tokenKeyID: .init(meaning: "kid of the token", record: nil)
    case .tokenKeyReferences: .init(meaning: "jku, x5u, jwk, x5c: which of them the token has", record: nil)
    case .tokenClient: .init(meaning: "client_id or azp of the token", record: nil)
    case .tokenAudiences: .init(meaning: "aud of the token", record: nil)
    case .tokenScopes: .init(meaning: "scopes of the token", record: nil)
    case .tokenLifetime: .init(meaning: "exp less iat of the token, in seconds", record: nil)
    case .oauthStep:
      .init(
        meaning: "resource_metadata, server_metadata, registration, authorization, callback or grant", record: nil)
    case .oauthClient: .init(meaning: "client_id; of a registration, from the answer", record: nil)
    case .oauthRedirects: .init(meaning: "redirect URIs asked for, and where an answer led", record: nil)
    case .oauthScopes: .init(meaning: "scopes asked for, offered or granted", record: nil)
    case .oauthResource: .init(meaning: "resource asked for or described", record: nil)
    case .oauthIssuer: .init(meaning: "iss of an answer; issuer of metadata", record: nil)
    case .oauthEndpoints: .init(meaning: "endpoints and authorization servers that metadata names", record: nil)
    case .oauthResponseType: .init(meaning: "response_type of a request for authorization", record: nil)
    case .oauthGrantType: .init(meaning: "grant_type of a request for a token", record: nil)
    case .oauthChallengeMethod: .init(meaning: "code_challenge_method", record: nil)
    case .oauthHasChallenge: .init(meaning: "a request for authorization has a code_challenge", record: nil)
    case .oauthHasVerifier: .init(meaning: "a request for a token has a code_verifier", record: nil)
    default: .init(meaning: "", record: nil)
    }
  }

  private var transportPublication: Publication {
    switch self {
    case .toolCalls, .requests, .errors, .serverRequests: .init(meaning: "how many the session had", record: rawValue)
    case .httpMethod: .init(meaning: "method of the request", record: "method")
    case .host: .init(meaning: "Host or :authority; of findings, the destination", record: rawValue)
    case .url: .init(meaning: "request target as sent", record: rawValue)
    case .urlQuery: .init(meaning: "what follows the question mark", record: nil)
    case .httpStatus: .init(meaning: "status of the response", record: "status")
    case .isEncrypted: .init(meaning: "inside TLS", record: rawValue)
    case .userAgent: .init(meaning: "User-Agent of the request", record: rawValue)
    case .origin: .init(meaning: "Origin of the request", record: rawValue)
    case .contentType: .init(meaning: "Content-Type of the response", record: "response.content_type")
    case .location: .init(meaning: "Location of the response", record: nil)
    case .headers: .init(meaning: "each header of the request, as 'name: value'", record: nil)
    case .service: .init(meaning: "http, http2, tls, dns, …", record: rawValue)
    case .peerName: .init(meaning: "name the client used for the server", record: rawValue)
    case .state: .init(meaning: "how the flow or session ended", record: rawValue)
    case .bytesToServer, .bytesToClient: .init(meaning: "bytes on the wire", record: rawValue)
    case .queryName: .init(meaning: "name asked for", record: rawValue)
    case .queryType: .init(meaning: "A, AAAA, TXT, …", record: rawValue)
    case .responseCode: .init(meaning: "NOERROR, NXDOMAIN, …", record: rawValue)
    case .answers: .init(meaning: "addresses, names and texts of the answer", record: rawValue)
    case .detector: .init(meaning: "id of the detector; of signatures, SIG- and the name", record: rawValue)
    case .severity: .init(meaning: "info, low, medium, high or critical", record: rawValue)
    case .confidence: .init(meaning: "0 to 1", record: rawValue)
    case .findingTitle: .init(meaning: "title of the finding", record: "title")
    case .findingTags: .init(meaning: "such as attack.t1041", record: nil)
    default: authorizationPublication
    }
  }
}
