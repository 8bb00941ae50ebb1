import Policy
package import TrafficModel

/// Flows of OAuth that leave out what protects them.
package struct OAuthFlowDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-13", title: "OAuth flow without its safeguards", severity: .high,
    fires: """
      once for each client, server and flaw: a code asked for without PKCE or with `plain`, without `resource`, or for a \
      redirect over http that is not loopback; a code given to another place than was asked for, or without consent to a \
      client that registered itself; an answer without the `iss` that was announced, or with a foreign one; a token asked \
      for without verifier or in the clear
      """,
    staysSilent: "for flows with S256, resource and https; for redirects to the machine itself",
    falseAlarms: ["confidential clients of servers older than 2025-06-18", "consent that was given earlier"],
    references: [.attack("T1528"), .attack("T1550.001"), .owasp("MCP07"), .safe("SAFE-T1306"), .safe("SAFE-T1308")])
  package static let interest: TrafficEvent.Kinds = .http

  /// Clients that registered themselves, authorization servers and codes that are remembered.
  private static let limit = 16_384

  private struct Registered: Sendable {
    var redirects: [UntrustedText]
    var place: Provenance
    /// A page was shown, or a form sent, since.
    var sawConsent = false
    var gotCode = false
  }

  private var registered = RecentTable<UntrustedText, Registered>(limit: Self.limit)
  /// Issuers that announce their `iss`, by the host that said so.
  private var issuers = RecentTable<String, UntrustedText>(limit: Self.limit)
  /// Hosts that gave a code, for the callback that carries it.
  private var codes = RecentTable<KeyedHash, String>(limit: Self.limit)
  private var gate = ClientGate()

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let step = exchange.oauth, let place = exchange.place else { return }
    switch step {
    case .serverMetadata(let metadata) where exchange.isAccepted: learn(metadata, exchange)
    case .registration(let registration) where exchange.isAccepted: learn(registration, place)
    case .authorization(let authorization): judge(authorization, exchange, place, &findings)
    case .callback(let callback):
      if let host = codes[callback.code] { judge(callback.issuer, from: host, exchange, place, &findings) }
    case .grant(let grant): judge(grant, exchange, place, &findings)
    default: break
    }
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private mutating func learn(_ metadata: OAuthStep.ServerMetadata, _ exchange: HTTPExchange) {
    guard metadata.announcesIssuer, let issuer = metadata.issuer, let host = exchange.bareHost else { return }
    issuers[host] = issuer
  }

  private mutating func learn(_ registration: OAuthStep.Registration, _ place: Provenance) {
    guard let client = registration.client else { return }
    registered[client] = Registered(redirects: registration.redirects, place: place)
  }

  // MARK: The browser's leg

  private mutating func judge(
    _ step: OAuthStep.Authorization, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    let asksForCode = step.responseType?.rawTextForMatchingAndStorage.contains("code") ?? (step.code != nil)
    guard asksForCode else { return }
    if !step.hasChallenge {
      say(
        "no-pkce", .medium, "A code is asked for without PKCE",
        "Whoever catches the code can turn it into a token; MCP requires PKCE.", exchange, place, &findings)
    } else if step.challengeMethod?.rawTextForMatchingAndStorage != "S256" {
      say(
        "plain-pkce", .medium, "PKCE is used with the method plain",
        "The challenge is the verifier itself: whoever reads the request can redeem the code.", exchange, place,
        &findings)
    }
    if step.resource == nil {
      say(
        "no-resource", .low, "A code is asked for without naming the resource",
        "The token may be good for every server that trusts the same issuer (RFC 8707).", exchange, place, &findings)
    }
    judgeRedirect(step, exchange, place, &findings)
    judgeConsent(step, exchange, place, &findings)
    guard let code = step.code, let host = exchange.bareHost else { return }
    codes[code] = host
    judge(step.issuer, from: host, exchange, place, &findings)
  }

  private mutating func judgeRedirect(
    _ step: OAuthStep.Authorization, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    guard let asked = step.redirect.flatMap(WebAddress.init) else { return }
    if asked.scheme == "http", !asked.isLoopback {
      say(
        "http-redirect", .high, "A code is to be sent over http to \(own: asked.host)",
        "Whoever reads the packets gets the code.", exchange, place, &findings)
    }
    guard step.code != nil, let given = step.answeredTo.flatMap(WebAddress.init), given.origin != asked.origin else {
      return
    }
    // The port of a loopback redirect is the client's choice (RFC 8252 §7.3).
    if given.isLoopback, asked.isLoopback { return }
    say(
      "code-elsewhere", .high, "A code was sent to \(own: given.host), and not where it was asked for",
      "The request named \(own: asked.host).", exchange, place, &findings)
  }

  /// A client that anybody could have registered gets a code of the first answer: no page was shown in between.
  private mutating func judgeConsent(
    _ step: OAuthStep.Authorization, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    guard let client = step.client, var known = registered[client] else { return }
    defer { registered[client] = known }
    guard step.code != nil else {
      known.sawConsent = true
      return
    }
    let isFirst = !known.gotCode
    known.gotCode = true
    guard isFirst, !known.sawConsent, exchange.method?.rawTextForMatchingAndStorage == "GET",
      let redirect = step.redirect.flatMap(WebAddress.init), redirect.scheme.hasPrefix("http"), !redirect.isLoopback,
      redirect.host != exchange.bareHost
    else { return }
    say(
      "no-consent", .high, "A code was given without consent to a client that registered itself",
      """
      The client registered with a redirect to \(own: redirect.host) and got a code with the first answer. A server that \
      stands in for another authorization server, and does not ask, lets any site collect codes (confused deputy).
      """, exchange, place, &findings, [known.place])
  }

  /// RFC 9207 §2.4.
  private mutating func judge(
    _ issuer: UntrustedText?, from host: String, _ exchange: HTTPExchange, _ place: Provenance,
    _ findings: inout [Finding]
  ) {
    guard let announced = issuers[host], issuer != announced else { return }
    if let issuer {
      say(
        "foreign-issuer", .high, "A code comes with the issuer \(issuer), and not with \(announced)",
        "A client that does not compare them sends the code to another server (mix-up).", exchange, place, &findings)
    } else {
      say(
        "no-issuer", .medium, "A code comes without its issuer, which the server had announced",
        "The client cannot tell from which server the code is (mix-up).", exchange, place, &findings)
    }
  }

  // MARK: The client's leg

  private mutating func judge(
    _ grant: OAuthStep.Grant, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    if grant.type.rawTextForMatchingAndStorage == "authorization_code", !grant.hasVerifier {
      say(
        "no-verifier", .medium,
        exchange.isAccepted ? "A code was redeemed without PKCE" : "A code is to be redeemed without PKCE",
        "Whoever catches a code can turn it into a token; MCP requires PKCE.", exchange, place, &findings)
    }
    if !exchange.isEncrypted, !exchange.flow.server.address.isLoopback {
      say(
        "clear", .high, "A token is asked for over an unencrypted connection",
        "Code, refresh token and the new token can be read by whoever reads the packets.", exchange, place, &findings)
    }
  }

  private mutating func say(
    _ key: String, _ severity: Severity, _ title: FindingText, _ why: FindingText, _ exchange: HTTPExchange,
    _ place: Provenance, _ findings: inout [Finding], _ others: [Provenance] = []
  ) {
    let finding = Self.about.finding(
      title, severity: severity, confidence: 0.8,
      subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server), key: key,
      flow: exchange.flow, extent: exchange.extent ?? Extent(Moment(time: .zero, frame: place.firstFrame)),
      evidence: Evidence(place, others),
      explanation: "\(why) Client \(exchange.flow.client.address), server \(exchange.flow.server).")
    gate.pass(finding, from: exchange.flow.client.address, into: &findings)
  }
}
