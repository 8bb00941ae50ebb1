import SignatureMatching
import Testing
import TrafficModel

/// Tokens and flows of OAuth, as rules see them.
@Suite struct AuthorizationFieldTests {
  private static let flow: FlowReference = {
    let client = Endpoint(IPAddress(v4: 0xc000_020a), 40_000)
    let server = Endpoint(IPAddress(v4: 0xc633_6407), 8_080)
    return FlowReference(
      id: FlowID(FlowKey(client, server, .tcp), start: .zero), client: client, server: server, transport: .tcp)
  }()

  private static func exchange(_ step: OAuthStep? = nil, token: PresentedToken? = nil) -> HTTPExchange {
    var exchange = HTTPExchange(flow: flow, streamID: 1, version: .http11, isEncrypted: true)
    exchange.oauth = step
    if let token {
      var credential = CredentialReference(
        scheme: .bearer, place: .header, hash: KeyedHash(bits: 1), subject: UntrustedText("me"), issuer: nil)
      credential.token = token
      exchange.credential = credential
    }
    return exchange
  }

  private static func matches(_ selection: String, _ exchange: HTTPExchange) throws -> Bool {
    let set = try Rule.set(
      """
      title: Example
      logsource: { product: mcp, category: mcp_auth }
      detection: { selection: { \(selection) }, condition: selection }
      """)
    if let refusal = set.refusals.first { throw refusal.problem }
    let subject = EventSubject(category: .authentication, event: .http(exchange))
    return !SignatureMatcher(set).match(subject).isEmpty
  }

  @Test(arguments: [
    ("oauth.step: authorization", true), ("oauth.challenge: false", true), ("oauth.response_type: code", true),
    ("oauth.scopes: admin", true), ("oauth.redirects|contains: evil", true), ("oauth.challenge: true", false),
    ("oauth.step: grant", false), ("oauth.challenge_method: null", true),
  ])
  func aRequestForAuthorization(_ selection: String, _ isMatch: Bool) throws {
    var step = OAuthStep.Authorization()
    step.responseType = UntrustedText("code")
    step.scopes = [UntrustedText("read"), UntrustedText("admin")]
    step.redirect = UntrustedText("https://evil.example/cb")
    #expect(try Self.matches(selection, Self.exchange(.authorization(step))) == isMatch)
  }

  @Test func aGrant() throws {
    var step = OAuthStep.Grant(type: UntrustedText("authorization_code"))
    step.grantedScopes = [UntrustedText("write")]
    let exchange = Self.exchange(.grant(step))
    #expect(try Self.matches("oauth.grant_type: authorization_code, oauth.verifier: false", exchange))
    #expect(try Self.matches("oauth.scopes: write", exchange))
  }

  @Test func metadata() throws {
    var step = OAuthStep.ServerMetadata()
    step.tokenEndpoint = UntrustedText("http://10.0.0.1/token")
    let exchange = Self.exchange(.serverMetadata(step))
    #expect(try Self.matches("oauth.endpoints|startswith: 'http://'", exchange))
  }

  @Test(arguments: [
    ("token.algorithm: none", true), ("token.signed: false", true), ("token.lifetime_s|gt: 86400", true),
    ("token.audiences: a", true), ("token.signature: unsigned", true), ("subject: me", true),
    ("credential.scheme: bearer", true), ("token.key_references: jku", true), ("token.key_id: x", false),
  ])
  func aToken(_ selection: String, _ isMatch: Bool) throws {
    var claims = TokenClaims()
    claims.algorithm = UntrustedText("none")
    claims.audiences = [UntrustedText("a"), UntrustedText("b")]
    claims.issued = 1_000
    claims.expires = 1_000_000
    claims.keyReferences = ["jku"]
    let token = PresentedToken(claims: claims, signature: .unsigned)
    #expect(try Self.matches(selection, Self.exchange(token: token)) == isMatch)
  }
}
