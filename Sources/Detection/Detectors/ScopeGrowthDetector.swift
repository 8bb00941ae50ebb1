package import TrafficModel

/// Tokens that come to be good for more and more.
package struct ScopeGrowthDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-12", title: "Scopes that grow", severity: .medium,
    fires: """
      when a client comes to use a token with more scopes at a server than before, medium when the server had asked for \
      less, or asked for more three times within an hour; once for each client and server whose token is good for everything
      """,
    staysSilent: "when the new scopes are those that the server asked for (`insufficient_scope`), once or twice",
    falseAlarms: ["users who are given new rights", "several clients behind one address"],
    references: [.attack("T1098"), .attack("T1550.001"), .owasp("MCP02"), .safe("SAFE-T1308")])
  package static let interest: TrafficEvent.Kinds = .http

  private struct Pair: Hashable, Sendable {
    var client: IPAddress
    var server: Endpoint
    /// Scopes are a person's: two people behind one address do not grow into each other.
    var subject: UntrustedText?
  }

  private struct Known: Sendable {
    var scopes: Set<UntrustedText>
    var place: Provenance
  }

  private static let limit = 16_384
  private static let everything: Set<String> = ["*", "admin", "admin:*", "full_access", "all", "root", "superuser"]

  private var known = RecentTable<Pair, Known>(limit: Self.limit)
  /// What each server asked a client for when its token was not enough.
  private var asked = RecentTable<Pair, Set<UntrustedText>>(limit: Self.limit)
  /// When each server said that a client's token was not enough, and for what.
  private var demands = RecentTable<Pair, [(time: Timestamp, scopes: Set<UntrustedText>)]>(limit: Self.limit)
  private static let demandLimit = 3
  private static let demandNanoseconds: Int64 = 3_600_000_000_000
  private var gate = ServerGate()

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let place = exchange.place else { return }
    if exchange.status == 401 || exchange.status == 403 { learnChallenge(exchange, place, &findings) }
    guard exchange.isAccepted, let claims = exchange.credential?.token?.claims, !claims.scopes.isEmpty else { return }
    let scopes = Set(claims.scopes)
    let pair = Pair(client: exchange.flow.client.address, server: exchange.flow.server, subject: claims.subject)
    if let wide = claims.scopes.first(where: { Self.everything.contains($0.rawTextForMatchingAndStorage.lowercased()) })
    {
      say(
        "everything", .medium, exchange, place, "\(exchange.flow.client.address) uses a token for everything (\(wide))",
        "Whoever gets hold of the token, or of the model that uses it, can do everything that the server can.", [],
        &findings)
    }
    guard let before = known[pair] else {
      known[pair] = Known(scopes: scopes, place: place)
      return
    }
    let new = scopes.subtracting(before.scopes)
    known[pair]?.scopes.formUnion(scopes.prefix(TokenClaims.listCount))
    guard !new.isEmpty else { return }
    let wanted = asked[Pair(client: pair.client, server: pair.server)] ?? []
    let unasked = new.subtracting(wanted).min()
    guard let shown = unasked else { return }
    say(
      "growth", wanted.isEmpty ? .low : .medium, exchange, place,
      "\(exchange.flow.client.address) has come to use more scopes at \(exchange.flow.server), such as \(shown)",
      wanted.isEmpty
        ? "The client used tokens with fewer scopes there before."
        : "The server had asked for less. The client used tokens with fewer scopes there before.", [before.place],
      &findings)
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private mutating func learnChallenge(_ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]) {
    for challenge in exchange.response.headers.all("www-authenticate") {
      let text = String(decoding: challenge, as: UTF8.self)
      guard let start = text.firstRange(of: "scope=\"")?.upperBound, let end = text[start...].firstIndex(of: "\"")
      else {
        continue
      }
      let pair = Pair(client: exchange.flow.client.address, server: exchange.flow.server)
      let words = text[start..<end].split(separator: " ").prefix(TokenClaims.listCount)
      guard (asked[pair]?.count ?? 0) < 4 * TokenClaims.listCount else { continue }
      let scopes = Set(words.map { UntrustedText(String($0)) })
      if exchange.status == 403, !scopes.isSubset(of: asked[pair] ?? []) {
        demand(scopes, pair, exchange, place, &findings)
      }
      asked[pair, default: []].formUnion(scopes)
    }
  }

  /// A server that finds each token too small soon has one that is good for everything.
  private mutating func demand(
    _ scopes: Set<UntrustedText>, _ pair: Pair, _ exchange: HTTPExchange, _ place: Provenance,
    _ findings: inout [Finding]
  ) {
    guard let now = exchange.extent?.end else { return }
    var recent = (demands[pair] ?? []).filter { now - $0.time < Self.demandNanoseconds }
    recent.append((now, scopes))
    demands[pair] = recent.suffix(2 * Self.demandLimit)
    guard recent.count >= Self.demandLimit, let shown = scopes.min() else { return }
    say(
      "demands", .medium, exchange, place,
      "\(pair.server) asks \(pair.client) for one scope after the other, now \(shown)",
      "It refused the client's token \(recent.count) times within an hour, each time for want of further scopes.", [],
      &findings)
  }

  private mutating func say(
    _ key: String, _ severity: Severity, _ exchange: HTTPExchange, _ place: Provenance, _ title: FindingText,
    _ why: FindingText, _ others: [Provenance], _ findings: inout [Finding]
  ) {
    let finding = Self.about.finding(
      title, severity: severity, confidence: 0.6,
      subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server), key: key,
      flow: exchange.flow, extent: exchange.extent ?? Extent(Moment(time: .zero, frame: place.firstFrame)),
      evidence: Evidence(place, others), explanation: why)
    gate.pass(finding, exchange, into: &findings)
  }
}
