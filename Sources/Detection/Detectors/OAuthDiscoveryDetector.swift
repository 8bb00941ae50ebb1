import Policy
package import TrafficModel

/// What servers say of who protects them, where it leads astray.
package struct OAuthDiscoveryDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-14", title: "Discovery of an authorization server that leads astray", severity: .high,
    fires: """
      once for each server and flaw: metadata or challenges that point into the inside from a server outside of it, at \
      metadata services of clouds, or at http; an issuer or resource of another host than asked; authorization servers that \
      change or look like others; a token of an issuer that the resource does not name
      """,
    staysSilent: "for addresses in the network that the server itself is in; for https hosts that stay the same",
    falseAlarms: ["resources behind proxies that know them under another name", "a move to another identity provider"],
    references: [
      .attack("T1557"), .attack("T1528"), .attack("T1552.005"), .owasp("MCP07"), .safe("SAFE-T1306"),
      .safe("SAFE-T1408"),
    ])
  package static let interest: TrafficEvent.Kinds = .http

  private static let limit = 16_384

  /// What a resource named last, by its host.
  private struct Resource: Sendable {
    var servers: [UntrustedText]
    var place: Provenance
  }

  private var resources = RecentTable<String, Resource>(limit: Self.limit)
  /// Hosts of authorization servers, by their skeleton.
  private var hosts = RecentTable<String, String>(limit: Self.limit)
  private var gate = ClientGate()

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let place = exchange.place else { return }
    if exchange.status == 401 || exchange.status == 403 { judgeChallenge(exchange, place, &findings) }
    if exchange.isAccepted, let token = exchange.credential?.token {
      judgeIssuer(of: token.claims, exchange, place, &findings)
    }
    guard exchange.isAccepted, let step = exchange.oauth else { return }
    switch step {
    case .resourceMetadata(let metadata): judge(metadata, exchange, place, &findings)
    case .serverMetadata(let metadata): judge(metadata, exchange, place, &findings)
    default: break
    }
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private mutating func judgeChallenge(
    _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    for challenge in exchange.response.headers.all("www-authenticate") {
      let text = String(decoding: challenge, as: UTF8.self)
      guard let start = text.firstRange(of: "resource_metadata=\""),
        let end = text[start.upperBound...].firstIndex(of: "\"")
      else { continue }
      judgeTarget(UntrustedText(String(text[start.upperBound..<end])), exchange, place, &findings)
    }
  }

  private mutating func judge(
    _ metadata: OAuthStep.ResourceMetadata, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    for server in metadata.authorizationServers { judgeTarget(server, exchange, place, &findings) }
    guard let host = exchange.bareHost else { return }
    // RFC 9728 §3.3: what names another resource must not be used.
    if let resource = metadata.resource.flatMap(WebAddress.init), resource.host != host {
      say(
        "resource", .medium, "\(exchange.flow.server) describes the resource \(own: resource.host)",
        "The metadata were asked of \(own: host): a token for the one could end up with the other.", exchange, place,
        &findings)
    }
    judgeLookalikes(metadata.authorizationServers, exchange, place, &findings)
    guard let before = resources[host] else {
      resources[host] = Resource(servers: metadata.authorizationServers, place: place)
      return
    }
    let new = metadata.authorizationServers.filter { !before.servers.contains($0) }
    resources[host] = Resource(servers: metadata.authorizationServers, place: place)
    guard let first = new.first else { return }
    say(
      "changed", .medium, "\(exchange.flow.server) names another authorization server: \(first)",
      "Clients that go there give it their users' logins and codes. It was not named before.", exchange, place,
      &findings,
      [before.place])
  }

  private mutating func judge(
    _ metadata: OAuthStep.ServerMetadata, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    for target in [metadata.authorizationEndpoint, metadata.tokenEndpoint, metadata.registrationEndpoint] {
      if let target { judgeTarget(target, exchange, place, &findings) }
    }
    guard let host = exchange.bareHost, let issuer = metadata.issuer.flatMap(WebAddress.init), issuer.host != host
    else {
      return
    }
    // RFC 8414 §3.3.
    say(
      "issuer", .high, "\(exchange.flow.server) claims to be the issuer \(own: issuer.host)",
      "The metadata were asked of \(own: host). A client that does not compare them sends codes of the one to the other.",
      exchange, place, &findings)
  }

  /// An address that a client is told to ask.
  private mutating func judgeTarget(
    _ target: UntrustedText, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    guard let address = WebAddress(target), address.host != exchange.bareHost else { return }
    let server = exchange.flow.server.address
    let literal = HostName.address(address.host)?.address
    if address.host == "metadata.google.internal" || literal.map(Self.isMetadataService) ?? false {
      return say(
        "metadata-service", .high, "\(exchange.flow.server) sends clients to the metadata service of a cloud",
        "Who follows fetches credentials of the machine that the client runs on, for the server to see.", exchange,
        place,
        &findings)
    }
    let isInside = literal?.isPrivate ?? address.isLoopback
    if isInside, address.isLoopback ? !server.isLoopback : !server.isPrivate {
      return say(
        "inside", .high, "\(exchange.flow.server) sends clients to \(own: address.host), inside their network",
        "Discovery of authorization servers makes clients ask addresses that the server cannot reach itself.", exchange,
        place, &findings)
    }
    if address.scheme == "http", !address.isLoopback {
      say(
        "http", .medium, "\(exchange.flow.server) names \(own: address.host) for logins, over http",
        "What is found and logged in to over http can be changed by whoever is on the way.", exchange, place, &findings)
    }
  }

  private static func isMetadataService(_ address: IPAddress) -> Bool {
    address.v4Bits == 0xa9fe_a9fe || address.v4Bits == 0x6464_64c8
      || address.bits == 0xfd00_0ec2_0000_0000_0000_0000_0000_0254
  }

  private mutating func judgeLookalikes(
    _ servers: [UntrustedText], _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    for server in servers {
      guard let host = WebAddress(server)?.host else { continue }
      let skeleton = Confusables.skeleton(host)
      if let known = hosts[skeleton], known != host {
        say(
          "look-alike", .high, "\(exchange.flow.server) names an authorization server that looks like \(own: known)",
          "Users who see its page take it for the one they know.", exchange, place, &findings)
      } else {
        hosts[skeleton] = host
      }
    }
  }

  private mutating func judgeIssuer(
    of claims: TokenClaims, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    guard let issuer = claims.issuer, let host = exchange.bareHost, let resource = resources[host],
      !resource.servers.isEmpty,
      !resource.servers.contains(where: { Self.isSame($0, issuer) })
    else { return }
    say(
      "token-issuer", .medium, "\(exchange.flow.server) accepts a token of \(issuer), whom its metadata do not name",
      "A resource should accept tokens only of the servers that it names.", exchange, place, &findings, [resource.place]
    )
  }

  /// Without regard to a final slash.
  private static func isSame(_ a: UntrustedText, _ b: UntrustedText) -> Bool {
    func bare(_ text: UntrustedText) -> Substring {
      let raw = text.rawTextForMatchingAndStorage
      return raw.hasSuffix("/") ? raw.dropLast() : raw[...]
    }
    return bare(a) == bare(b)
  }

  private mutating func say(
    _ key: String, _ severity: Severity, _ title: FindingText, _ why: FindingText, _ exchange: HTTPExchange,
    _ place: Provenance, _ findings: inout [Finding], _ others: [Provenance] = []
  ) {
    let finding = Self.about.finding(
      title, severity: severity, confidence: 0.7, subject: FindingSubject(server: exchange.flow.server), key: key,
      flow: exchange.flow, extent: exchange.extent ?? Extent(Moment(time: .zero, frame: place.firstFrame)),
      evidence: Evidence(place, others), explanation: why)
    gate.pass(finding, from: exchange.flow.client.address, into: &findings)
  }
}
