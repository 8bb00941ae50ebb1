package import TrafficModel

/// Session ids that can be guessed, or are used by others than who got them.
package struct SessionIDDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-15", title: "Weak or shared session id", severity: .high,
    fires: """
      for a server of whose session ids three in a row count up by at most 16 or the first three are shorter than 8 characters, \
      or 20 hold less than 64 bits; for an id \
      used from another client address or by another token's subject, or accepted after it was deleted or unknown
      """,
    staysSilent: "for random ids; for an id that the server refuses after its deletion",
    falseAlarms: ["clients behind changing addresses", "ids that are signed but begin alike"],
    references: [.attack("T1539"), .attack("T1550"), .owasp("MCP07"), .safe("SAFE-T1304")])
  package static let interest: TrafficEvent.Kinds = .http

  private struct Server: Sendable {
    var ids: [[UInt8]] = []
    var isJudged = false
  }

  private struct Owner: Sendable {
    var client: IPAddress
    /// Whose token it was given to.
    var subject: UntrustedText?
    /// When the deletion, or a refusal as unknown, was answered.
    var deleted: Timestamp?
    var place: Provenance
  }

  private static let serverLimit = 4_096
  private static let sessionLimit = 65_536
  private static let idLimit = 256
  private static let sample = 20
  private static let leastBits = 64.0
  private static let shortest = 8

  private var servers = RecentTable<Endpoint, Server>(limit: Self.serverLimit)
  private var owners = RecentTable<UInt64, Owner>(limit: Self.sessionLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let place = exchange.place else { return }
    let used = exchange.request.headers.first("mcp-session-id")
    if exchange.status == 404, let used {
      // The server has ended the session (basic/transports, "Session Management").
      owners[Self.key(used.prefix(Self.idLimit), exchange)]?.deleted = exchange.extent?.end
    }
    guard exchange.isAccepted else { return }
    if let used {
      use(used.prefix(Self.idLimit), exchange, place, &findings)
    } else if let minted = exchange.response.headers.first("mcp-session-id") {
      mint(minted.prefix(Self.idLimit), exchange, place, &findings)
    }
  }

  private mutating func mint(
    _ id: ArraySlice<UInt8>, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    owners[Self.key(id, exchange)] = Owner(
      client: exchange.flow.client.address, subject: exchange.credential?.subject, place: place)
    let server = exchange.flow.server
    var known = servers[server] ?? Server()
    defer { servers[server] = known }
    guard !known.isJudged else { return }
    known.ids.append(Array(id))
    if let weakness = SessionIDStrength.weakness(
      known.ids, sample: Self.sample, leastBits: Self.leastBits, shortest: Self.shortest)
    {
      known.isJudged = true
      known.ids = []
      findings.append(
        finding(
          exchange, place, .high, "weak", "The session ids of \(server) \(own: weakness)",
          "Who guesses an id takes over the session.", []))
    } else if known.ids.count >= Self.sample * 2 {
      known.ids.removeFirst(Self.sample)
    }
  }

  private mutating func use(
    _ id: ArraySlice<UInt8>, _ exchange: HTTPExchange, _ place: Provenance, _ findings: inout [Finding]
  ) {
    let key = Self.key(id, exchange)
    guard let owner = owners[key] else { return }
    let isDeletion = exchange.method?.rawTextForMatchingAndStorage == "DELETE"
    if owner.client != exchange.flow.client.address {
      findings.append(
        finding(
          exchange, place, .high, "shared",
          "A session id of \(exchange.flow.server) is used by \(exchange.flow.client.address), who did not get it",
          "The server gave the id to \(owner.client). The other client may have stolen it, or both are behind one address translation.",
          [owner.place]))
    }
    if let subject = exchange.credential?.subject, let first = owner.subject, subject != first {
      findings.append(
        finding(
          exchange, place, .high, "identity",
          "A session id of \(exchange.flow.server) is used by \(subject), who did not get it",
          "The server gave the id to \(first), by the tokens that were presented, and does not compare them.",
          [owner.place]))
    }
    // A stream that was opened before the deletion ends after it.
    if let deleted = owner.deleted, !isDeletion, let asked = exchange.request.extent?.start, deleted < asked {
      findings.append(
        finding(
          exchange, place, .high, "deleted", "\(exchange.flow.server) accepts a session id after its deletion",
          "A session that was ended must not be used again.", [owner.place]))
    }
    if isDeletion { owners[key]?.deleted = exchange.extent?.end }
  }

  private static func key(_ id: ArraySlice<UInt8>, _ exchange: HTTPExchange) -> UInt64 {
    var hash = StableHash()
    let server = exchange.flow.server
    hash.combine(UInt64(truncatingIfNeeded: server.address.bits))
    hash.combine(UInt64(truncatingIfNeeded: server.address.bits >> 64))
    hash.combine(UInt64(server.port))
    id.withUnsafeBytes { hash.combine($0) }
    return hash.value
  }

  private func finding(
    _ exchange: HTTPExchange, _ place: Provenance, _ severity: Severity, _ key: String, _ title: FindingText,
    _ why: FindingText, _ others: [Provenance]
  ) -> Finding {
    Self.about.finding(
      title, severity: severity, confidence: 0.7, subject: FindingSubject(server: exchange.flow.server), key: key,
      flow: exchange.flow, extent: exchange.extent ?? Extent(Moment(time: .zero, frame: place.firstFrame)),
      evidence: Evidence(place, others), explanation: why)
  }
}
