/// The fields of our own events, spelled as the records spell them; where a record has no such key, as `Signatures/fields.yml`
/// explains.
package enum EventField: String, CaseIterable, Sendable {
  // The flow.
  case sourceAddress = "src_ip"
  case sourcePort = "src_port"
  case destinationAddress = "dest_ip"
  case destinationPort = "dest_port"
  case transport = "proto"
  case timestamp
  // The session.
  case session = "session_uid"
  case revision
  case carrier = "transport"
  case clientName = "client.name"
  case clientVersion = "client.version"
  case serverName = "server.name"
  case serverVersion = "server.version"
  case authority = "server.authority"
  case subject
  case credentialScheme = "credential.scheme"
  case credentialPlace = "credential.place"
  case credentialIssuer = "credential.issuer"
  // Calls and messages.
  case tool
  case method
  case messageKind = "kind"
  case direction
  case arguments
  case argumentsBytes = "arguments_bytes"
  case argumentsValues = "arguments_values"
  case argumentsNames = "arguments_names"
  case parameters = "params"
  case parametersValues = "params_values"
  case result
  case resultBytes = "result_bytes"
  case resultText = "result_text"
  case isError = "is_error"
  case errorCode = "error_code"
  case errorMessage = "error_message"
  case status
  case durationMilliseconds = "duration_ms"
  case rounds
  // Definitions.
  case title
  case description
  case definition
  case definitionBytes = "definition_bytes"
  case definitionValues = "definition_values"
  case parameterNames = "parameter_names"
  case isChanged = "changed"
  case instructions
  case toolCalls = "tool_calls"
  case requests
  case errors
  case serverRequests = "server_requests"
  // HTTP.
  case httpMethod = "http_method"
  case host
  case url
  case urlQuery = "url_query"
  case httpStatus = "http_status"
  case isEncrypted = "encrypted"
  case userAgent = "user_agent"
  case origin
  case contentType = "content_type"
  case location
  case headers
  // Tokens, and what a request did in a flow of OAuth.
  case tokenAlgorithm = "token.algorithm"
  case tokenIsSigned = "token.signed"
  case tokenSignature = "token.signature"
  case tokenKeyID = "token.key_id"
  case tokenKeyReferences = "token.key_references"
  case tokenClient = "token.client"
  case tokenAudiences = "token.audiences"
  case tokenScopes = "token.scopes"
  case tokenLifetime = "token.lifetime_s"
  case oauthStep = "oauth.step"
  case oauthClient = "oauth.client"
  case oauthRedirects = "oauth.redirects"
  case oauthScopes = "oauth.scopes"
  case oauthResource = "oauth.resource"
  case oauthIssuer = "oauth.issuer"
  case oauthEndpoints = "oauth.endpoints"
  case oauthResponseType = "oauth.response_type"
  case oauthGrantType = "oauth.grant_type"
  case oauthChallengeMethod = "oauth.challenge_method"
  case oauthHasChallenge = "oauth.challenge"
  case oauthHasVerifier = "oauth.verifier"
  // Flows and names.
  case service
  case peerName = "server_name"
  case state
  case bytesToServer = "bytes_toserver"
  case bytesToClient = "bytes_toclient"
  case queryName = "qname"
  case queryType = "qtype"
  case responseCode = "rcode"
  case answers
  // Findings.
  case detector
  case severity
  case confidence
  case findingTitle = "finding_title"
  case findingTags = "finding_tags"

  /// Other spellings that are understood.
  private static let aliases: [String: EventField] = [
    "tool.name": .tool, "tool.title": .title, "tool.description": .description, "tool.definition": .definition,
    "tool.arguments": .arguments, "tool.result": .result,
  ]

  package init?(named name: String) {
    guard let field = EventField(rawValue: name) ?? Self.aliases[name] else { return nil }
    self = field
  }

  /// Whether its value is JSON, whose members can be named behind a dot.
  package var isTree: Bool {
    switch self {
    case .arguments, .parameters, .result, .definition: true
    default: false
    }
  }

  /// All names that a rule may use.
  package static var names: [String] { allCases.map(\.rawValue) + aliases.keys.sorted() }
}
