package import TrafficModel

/// Clients that are refused again and again, and then let in.
package struct CredentialGuessingDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-17", title: "Credentials tried until one worked", severity: .medium,
    fires: "when a client is refused 10 times in a minute with credentials, and then accepted by the same server",
    staysSilent: "for requests without credentials; for fewer refusals; for clients that never get in",
    falseAlarms: [
      "clients that repeat requests while their token is being renewed", "many clients behind one address",
    ],
    references: [.attack("T1110"), .owasp("MCP07"), .safe("SAFE-T1304")],
    thresholds: ["refusals", "window_seconds"])
  package static let interest: TrafficEvent.Kinds = .http

  private struct Pair: Hashable, Sendable {
    var client: IPAddress
    var server: Endpoint
  }

  private struct Refusal: Sendable {
    var time: Timestamp
    var credential: KeyedHash
    var place: Provenance
  }

  private static let pairLimit = 16_384
  /// Refusals of one pair that are counted.
  private static let refusalLimit = 256

  private let count: Int
  private let window: Int64
  private var refusals = RecentTable<Pair, [Refusal]>(limit: Self.pairLimit)
  private var gate = ServerGate()

  /// Thresholds: `refusals` (10), `window_seconds` (60).
  package init(_ setup: DetectionSetup = DetectionSetup()) {
    count = max(2, min(10_000, setup.threshold("AUT-17", "refusals", 10)))
    window = Int64(setup.threshold("AUT-17", "window_seconds", 60)) * 1_000_000_000
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let credential = exchange.credential, let extent = exchange.extent,
      let place = exchange.place
    else { return }
    let pair = Pair(client: exchange.flow.client.address, server: exchange.flow.server)
    if exchange.status == 401 || exchange.status == 403 {
      var recent = (refusals[pair] ?? []).filter { extent.end - $0.time <= window }
      if recent.count >= max(count, Self.refusalLimit) { recent.removeFirst() }
      refusals[pair] = recent + [Refusal(time: extent.end, credential: credential.hash, place: place)]
    } else if exchange.isAccepted, let known = refusals[pair] {
      let recent = known.filter { extent.end - $0.time <= window && $0.time <= extent.end }
      guard recent.count >= count else { return }
      refusals[pair] = nil
      gate.pass(finding(exchange, extent, place, recent), exchange, into: &findings)
    }
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private func finding(
    _ exchange: HTTPExchange, _ extent: Extent, _ place: Provenance, _ refused: [Refusal]
  ) -> Finding {
    let different = Set(refused.map(\.credential)).count
    return Self.about.finding(
      "\(exchange.flow.client.address) was let in by \(exchange.flow.server) after \(refused.count) refusals",
      severity: .medium, confidence: different > 1 ? 0.8 : 0.5,
      subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server), key: "guessed",
      flow: exchange.flow, extent: extent, evidence: Evidence(place, refused.suffix(4).map(\.place)),
      score: [ScorePart("credentials", UInt64(different))],
      explanation: """
        Within \(window / 1_000_000_000) s the server refused \(refused.count) requests with \(different) different \
        credentials, and then accepted one. Somebody may have guessed.
        """)
  }
}
