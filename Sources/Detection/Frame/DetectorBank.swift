package import TrafficModel

/// All detectors that are switched on, and the ledger of what they claim. Events in, findings out, in an order that depends
/// on nothing but the events.
package struct DetectorBank: Sendable {
  /// Capture time between two calls of `advance`.
  private static let tickNanoseconds: Int64 = 10_000_000_000
  /// Capture time between two hunts, while it goes on.
  private static let huntNanoseconds: Int64 = 6 * 3_600 * 1_000_000_000
  /// A finding may lead to another, as in correlations; not further than this.
  private static let chainLimit = 3

  private var detectors: [any Detector]
  /// For each kind of event, who wants it.
  private var audience: [[Int]]
  private var ledger: FindingLedger
  private var claims: [Finding] = []
  private var nextTick: Timestamp?
  private var nextHunt: Timestamp?
  private let setup: DetectionSetup
  private let reader = ContactReader()
  private var book = ContactBook()
  /// One for each analysis: a copy of the bank shares it.
  private nonisolated(unsafe) let excerpts = ExcerptReader()

  package init(
    _ detectors: [any Detector], ledger: FindingLedger = FindingLedger(), setup: DetectionSetup = DetectionSetup()
  ) {
    self.setup = setup
    self.detectors = detectors
    self.ledger = ledger
    audience = Self.audience(detectors)
  }

  private static func audience(_ detectors: [any Detector]) -> [[Int]] {
    TrafficEvent.Kind.allCases.map { kind in
      detectors.indices.filter { type(of: detectors[$0]).interest.contains(TrafficEvent.Kinds(kind)) }
    }
  }

  /// From the next event on, `others` stand in for detectors of `ids`, which end: what they were about to tell is told.
  package mutating func exchange(_ ids: Set<DetectorID>, for others: [any Detector], findings: inout [Finding]) {
    for index in detectors.indices where ids.contains(type(of: detectors[index]).about.id) {
      detectors[index].finish(findings: &claims)
    }
    settle(into: &findings)
    detectors.removeAll { ids.contains(type(of: $0).about.id) }
    detectors += others
    audience = Self.audience(detectors)
  }

  /// Appends to `findings` what is to be stated now: what is new, and what became worse.
  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    for index in audience[Int(event.kind.rawValue)] {
      detectors[index].observe(event, reading: excerpts, findings: &claims)
    }
    excerpts.forget()
    if !claims.isEmpty { settle(into: &findings) }
    if ContactReader.interest.contains(TrafficEvent.Kinds(event.kind)) { reader.note(event, in: &book) }
    guard let time = event.time else { return }
    guard let tick = nextTick else {
      nextTick = time.advanced(byNanoseconds: Self.tickNanoseconds)
      return
    }
    guard time >= tick else { return }
    nextTick = time.advanced(byNanoseconds: Self.tickNanoseconds)
    advance(to: time, findings: &findings)
  }

  /// What an earlier analysis knew.
  package mutating func recall(_ memories: [Recollection]) {
    for index in detectors.indices { for memory in memories { detectors[index].recall(memory) } }
  }

  /// What this host's audit logs have told meanwhile.
  package mutating func observe(_ sightings: HostSightings, findings: inout [Finding]) {
    for index in detectors.indices { detectors[index].observe(sightings, findings: &claims) }
    if !claims.isEmpty { settle(into: &findings) }
  }

  /// Capture time has come to `now`, with or without events.
  package mutating func advance(to now: Timestamp, findings: inout [Finding]) {
    for index in detectors.indices { detectors[index].advance(to: now, findings: &claims) }
    settle(into: &findings)
    if let due = nextHunt {
      if now >= due { hunt(findings: &findings) }
    }
    if nextHunt.map({ now >= $0 }) ?? true { nextHunt = now.advanced(byNanoseconds: Self.huntNanoseconds) }
    ledger.advance(to: now, into: &findings)
  }

  /// Looks back over what was seen so far.
  package mutating func hunt(findings: inout [Finding]) {
    claims += HuntCatalog.search(book, setup)
    settle(into: &findings)
  }

  /// Nothing more comes: hunts, and states the final form of every finding that has grown since
  /// it was stated.
  package mutating func finish(findings: inout [Finding]) {
    for index in detectors.indices { detectors[index].finish(findings: &claims) }
    settle(into: &findings)
    hunt(findings: &findings)
    ledger.finish(into: &findings)
  }

  /// Enters what was claimed, and shows what is new to the detectors that judge findings.
  private mutating func settle(into findings: inout [Finding]) {
    var depth = 0
    while !claims.isEmpty, depth < Self.chainLimit {
      let entered = claims
      claims.removeAll(keepingCapacity: true)
      for claim in entered {
        guard let stated = ledger.enter(claim) else { continue }
        findings.append(stated)
        for index in audience[Int(TrafficEvent.Kind.finding.rawValue)] {
          detectors[index].observe(.finding(stated), reading: excerpts, findings: &claims)
        }
      }
      depth += 1
    }
    claims.removeAll(keepingCapacity: true)
  }
}
