/// What one HTTP exchange did in a flow of OAuth 2, as MCP uses it (basic/authorization). Codes and tokens stand in it as
/// keyed hashes only; states and verifiers not at all. Texts and lists are bounded as those of tokens are.
package indirect enum OAuthStep: Hashable, Sendable {
  case resourceMetadata(ResourceMetadata)
  case serverMetadata(ServerMetadata)
  case registration(Registration)
  case authorization(Authorization)
  case callback(Callback)
  case grant(Grant)

  /// What a resource says of who protects it (RFC 9728 §2).
  package struct ResourceMetadata: Hashable, Sendable {
    package var resource: UntrustedText?
    package var authorizationServers: [UntrustedText] = []
    package var scopes: [UntrustedText] = []

    package init() {}
  }

  /// What an authorization server says of itself (RFC 8414 §2).
  package struct ServerMetadata: Hashable, Sendable {
    package var issuer: UntrustedText?
    package var authorizationEndpoint: UntrustedText?
    package var tokenEndpoint: UntrustedText?
    package var registrationEndpoint: UntrustedText?
    /// It puts its `iss` into answers (RFC 9207 §3).
    package var announcesIssuer = false

    package init() {}
  }

  /// A client registers itself (RFC 7591).
  package struct Registration: Hashable, Sendable {
    package var redirects: [UntrustedText] = []
    package var clientName: UntrustedText?
    /// From the answer.
    package var client: UntrustedText?

    package init() {}
  }

  /// A browser asks for a code (RFC 6749 §4.1.1).
  package struct Authorization: Hashable, Sendable {
    package var responseType: UntrustedText?
    package var client: UntrustedText?
    package var redirect: UntrustedText?
    package var scopes: [UntrustedText] = []
    package var resource: UntrustedText?
    package var hasChallenge = false
    /// `code_challenge_method`; RFC 7636 §4.3 takes `plain` when it is missing.
    package var challengeMethod: UntrustedText?
    /// Where the answer sends the browser, without its query.
    package var answeredTo: UntrustedText?
    /// The answer carries this code.
    package var code: KeyedHash?
    /// `iss` of the answer.
    package var issuer: UntrustedText?

    package init() {}
  }

  /// A browser brings a code to the client (RFC 6749 §4.1.2).
  package struct Callback: Hashable, Sendable {
    package var code: KeyedHash
    package var issuer: UntrustedText?

    package init(code: KeyedHash) { self.code = code }
  }

  /// A client asks for a token (RFC 6749 §4.1.3).
  package struct Grant: Hashable, Sendable {
    package var type: UntrustedText
    package var client: UntrustedText?
    package var resource: UntrustedText?
    package var hasVerifier = false
    package var code: KeyedHash?
    package var requestedScopes: [UntrustedText] = []
    /// From the answer, as the following.
    package var grantedScopes: [UntrustedText] = []
    package var lifetimeSeconds: Double?
    package var token: KeyedHash?

    package init(type: UntrustedText) { self.type = type }
  }
}
