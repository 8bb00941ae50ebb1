import ByteParsing
package import HTTPDissection
package import TrafficModel

/// Finds the steps of OAuth among HTTP exchanges, and says what they say.
package final class OAuthReader {
  /// Paths of metadata that servers announced and that are read although they are not the usual ones.
  private static let announcedLimit = 1_024

  private let hasher: SecretHasher
  private let count = OAuthBodies.Count()
  private var announced: Set<[UInt8]> = []

  package init(hasher: SecretHasher) { self.hasher = hasher }

  // MARK: What is heard

  package func headReceived(_ side: MessageSide, of exchange: OpenExchange) {
    switch side {
    case .request:
      guard let head = exchange.requestHead, let kind = kind(of: head) else { return }
      exchange.companion = OAuthBodies(kind, count)
    case .response:
      guard let head = exchange.responseHead, head.status == 401 || head.status == 403 else { return }
      noteAnnounced(head)
    }
  }

  package func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange) {
    (exchange.companion as? OAuthBodies)?.receive(bytes, side)
  }

  package func bodyGap(_ side: MessageSide, of exchange: OpenExchange) {
    (exchange.companion as? OAuthBodies)?.lose()
  }

  /// What `exchange`, which has ended, was in a flow of OAuth; nil for all others.
  package func step(_ exchange: OpenExchange) -> OAuthStep? {
    guard let head = exchange.requestHead else { return nil }
    let bodies = exchange.companion as? OAuthBodies
    exchange.companion = nil
    if let bodies, !bodies.isBroken { return step(bodies, head, exchange) }
    guard head.method == "GET", let query = Self.query(head.target) else { return nil }
    if query.containsText("response_type=") { return authorization(FormFields(query), exchange) }
    return query.containsText("code=") && query.containsText("state=") ? callback(FormFields(query)) : nil
  }

  private func kind(of head: RequestHead) -> OAuthBodies.Kind? {
    let path = RequestTraits.path(of: head.target.prefix { $0 != UInt8(ascii: "?") }).path
    switch head.method {
    case "GET":
      if path.containsText("/.well-known/oauth-") || path.containsText("/.well-known/openid-configuration") {
        return .metadata
      }
      return !announced.isEmpty && announced.contains(path) ? .metadata : nil
    case "POST":
      guard let type = head.headers.first("content-type") else { return nil }
      if type.containsText("x-www-form-urlencoded") {
        return path.suffix(9).elementsEqual("authorize".utf8) ? .authorization : .grant
      }
      return type.containsText("json") && path.suffix(9).containsText("/register") ? .registration : nil
    default: return nil
    }
  }

  private func noteAnnounced(_ head: ResponseHead) {
    for challenge in head.headers.all("www-authenticate") {
      guard let start = challenge.firstOffset(ofText: "resource_metadata=\"") else { continue }
      let address = challenge[(start + 19)...].prefix { $0 != UInt8(ascii: "\"") }
      let path = RequestTraits.path(of: address.prefix { $0 != UInt8(ascii: "?") }).path
      if announced.count < Self.announcedLimit, path.count <= 1_024 { announced.insert(path) }
    }
  }

  private static func query(_ target: [UInt8]) -> ArraySlice<UInt8>? {
    target.firstIndex(of: UInt8(ascii: "?")).map { target[($0 + 1)...] }
  }

  // MARK: Steps

  private func step(_ bodies: OAuthBodies, _ head: RequestHead, _ exchange: OpenExchange) -> OAuthStep? {
    switch bodies.kind {
    case .metadata: return Self.object(bodies.response).flatMap(Self.metadata)
    case .registration: return registration(bodies)
    case .grant: return grant(bodies)
    case .authorization:
      let fields = FormFields(bodies.request[...])
      return fields.bytes("response_type") == nil ? nil : authorization(fields, exchange)
    }
  }

  private static func object(_ text: [UInt8]) -> JSONView? {
    var scanner = JSONStreamScanner(limits: JSONLimits(), keepsResultApart: false)
    return scanner.compactObject(text).map { JSONView($0) }
  }

  private static func metadata(_ document: JSONView) -> OAuthStep? {
    if document.member("authorization_servers") != nil || document.member("resource") != nil {
      var fact = OAuthStep.ResourceMetadata()
      fact.resource = text(document.member("resource"))
      fact.authorizationServers = texts(document.member("authorization_servers"))
      fact.scopes = texts(document.member("scopes_supported"))
      return .resourceMetadata(fact)
    }
    guard document.member("issuer") != nil || document.member("token_endpoint") != nil else { return nil }
    var fact = OAuthStep.ServerMetadata()
    fact.issuer = text(document.member("issuer"))
    fact.authorizationEndpoint = text(document.member("authorization_endpoint"))
    fact.tokenEndpoint = text(document.member("token_endpoint"))
    fact.registrationEndpoint = text(document.member("registration_endpoint"))
    fact.announcesIssuer = document.member("authorization_response_iss_parameter_supported")?.bool == true
    return .serverMetadata(fact)
  }

  private func registration(_ bodies: OAuthBodies) -> OAuthStep? {
    guard let document = Self.object(bodies.request), let redirects = document.member("redirect_uris") else {
      return nil
    }
    var fact = OAuthStep.Registration()
    fact.redirects = Self.texts(redirects)
    fact.clientName = Self.text(document.member("client_name"))
    fact.client = Self.object(bodies.response).flatMap { Self.text($0.member("client_id")) }
    return .registration(fact)
  }

  private func grant(_ bodies: OAuthBodies) -> OAuthStep? {
    let fields = FormFields(bodies.request[...])
    guard let type = fields.text("grant_type") else { return nil }
    var fact = OAuthStep.Grant(type: type)
    fact.client = fields.text("client_id")
    fact.resource = fields.text("resource")
    fact.hasVerifier = fields.bytes("code_verifier") != nil
    fact.code = fields.bytes("code").map { hasher.hash($0) }
    fact.requestedScopes = fields.words("scope")
    if let answer = Self.object(bodies.response) {
      fact.token = answer.member("access_token")?.string.map { hasher.hash($0.utf8) }
      fact.lifetimeSeconds = answer.member("expires_in")?.number
      fact.grantedScopes = (answer.member("scope")?.string ?? "").split(separator: " ").prefix(TokenClaims.listCount)
        .map { UntrustedText(String($0.prefix(TokenClaims.textBytes))) }
    }
    return .grant(fact)
  }

  private func authorization(_ fields: FormFields, _ exchange: OpenExchange) -> OAuthStep? {
    guard fields.bytes("client_id") != nil else { return nil }
    var fact = OAuthStep.Authorization()
    fact.responseType = fields.text("response_type")
    fact.client = fields.text("client_id")
    fact.redirect = fields.text("redirect_uri")
    fact.scopes = fields.words("scope")
    fact.resource = fields.text("resource")
    fact.hasChallenge = fields.bytes("code_challenge") != nil
    fact.challengeMethod = fields.text("code_challenge_method")
    guard let head = exchange.responseHead, let location = head.headers.first("location") else {
      return .authorization(fact)
    }
    let end = location.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? location.endIndex
    fact.answeredTo = UntrustedText(decoding: location[..<end].prefix(TokenClaims.textBytes))
    if end < location.endIndex {
      let answer = FormFields(location[(end + 1)...])
      fact.code = answer.bytes("code").map { hasher.hash($0) }
      fact.issuer = answer.text("iss")
    }
    return .authorization(fact)
  }

  private func callback(_ fields: FormFields) -> OAuthStep? {
    guard let code = fields.bytes("code") else { return nil }
    var fact = OAuthStep.Callback(code: hasher.hash(code))
    fact.issuer = fields.text("iss")
    return .callback(fact)
  }

  private static func text(_ view: JSONView?) -> UntrustedText? {
    view?.string.map { UntrustedText(String($0.prefix(TokenClaims.textBytes))) }
  }

  private static func texts(_ view: JSONView?) -> [UntrustedText] {
    (view?.elements ?? []).prefix(TokenClaims.listCount).compactMap { text($0) }
  }
}
