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
  private var audience: [[Listener]]
  private var speakers = Speakers()
  private var ledger: FindingLedger
  private var claims: [Finding] = []
  /// Claims that are being entered: most calls lead to one, and its place is used again.
  private var entered: [Finding] = []
  private var nextTick: Timestamp?
  private var nextHunt: Timestamp?
  private let setup: DetectionSetup
  /// Nil when no hunt is wanted, for which contacts are noted.
  private let reader: ContactReader?
  private var book = ContactBook()
  /// One for each analysis: a copy of the bank shares it.
  private nonisolated(unsafe) let excerpts = ExcerptReader()

  /// A detector, by its place.
  private struct Listener {
    var index: Int
    /// It is handed events, not facts.
    var wantsEvents: Bool
  }

  package init(
    _ detectors: [any Detector], ledger: FindingLedger = FindingLedger(), setup: DetectionSetup = DetectionSetup()
  ) {
    self.setup = setup
    self.detectors = detectors
    self.ledger = ledger
    audience = Self.audience(detectors)
    reader = HuntCatalog.isAnyWanted(setup) ? ContactReader() : nil
  }

  private static func audience(_ detectors: [any Detector]) -> [[Listener]] {
    TrafficEvent.Kind.allCases.map { kind in
      detectors.indices.filter { type(of: detectors[$0]).interest.contains(TrafficEvent.Kinds(kind)) }
        .map { Listener(index: $0, wantsEvents: detectors[$0] is any EventDetector) }
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

  /// Nobody wants to see anything: no event leads to a finding.
  package var isIdle: Bool { detectors.isEmpty && reader == nil }

  /// Appends to `findings` what is to be stated now: what is new, and what became worse.
  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    show(event, after: speakers.meet(event))
    excerpts.forget()
    if !claims.isEmpty { settle(into: &findings) }
    guard let time = event.time else { return }
    guard let tick = nextTick else {
      nextTick = time.advanced(byNanoseconds: Self.tickNanoseconds)
      return
    }
    guard time >= tick else { return }
    nextTick = time.advanced(byNanoseconds: Self.tickNanoseconds)
    advance(to: time, findings: &findings)
  }

  /// Lends the fact to all that want it.
  private mutating func show(_ event: TrafficEvent, after met: [Speaker] = []) {
    let excerpts = excerpts
    switch event {
    case .flow(let flow):
      show(event, met) { $0.observe(flow.value, findings: &$1) }
      reader?.note(flow.value, in: &book)
    case .http(let exchange):
      show(event, met) { $0.observe(exchange.value, findings: &$1) }
      reader?.note(exchange.value, in: &book)
    case .session(let session): show(event, met) { $0.observe(session.value, findings: &$1) }
    case .toolCall(let call):
      show(event, met) { $0.observe(call.value, reading: excerpts, findings: &$1) }
      reader?.note(call.value, in: &book)
    case .message(let message):
      show(event, met) { $0.observe(message.value, reading: excerpts, findings: &$1) }
      reader?.note(message.value, in: &book)
    case .toolDefinition(let definition): show(event, met) { $0.observe(definition.value, findings: &$1) }
    case .tls(let handshake): show(event, met) { $0.observe(handshake.value, findings: &$1) }
    case .dns(let exchange): show(event, met) { $0.observe(exchange.value, findings: &$1) }
    case .anomaly(let anomaly): show(event, met) { $0.observe(anomaly.value, findings: &$1) }
    case .finding(let finding): show(event, met) { $0.observe(finding.value, findings: &$1) }
    case .statistics: break
    }
  }

  private mutating func show(
    _ event: TrafficEvent, _ met: [Speaker], _ lend: (inout any Detector, inout [Finding]) -> Void
  ) {
    let listeners = audience[Int(event.kind.rawValue)]
    // Each detector meets the new speakers, and then sees the event, before the next one does.
    var next = met.isEmpty ? detectors.endIndex : 0
    for listener in listeners {
      while next <= listener.index, next < detectors.endIndex { introduce(met, to: &next) }
      if listener.wantsEvents {
        detectors[listener.index].observe(event, reading: excerpts, findings: &claims)
      } else {
        lend(&detectors[listener.index], &claims)
      }
    }
    while next < detectors.endIndex { introduce(met, to: &next) }
  }

  private mutating func introduce(_ met: [Speaker], to next: inout Int) {
    for speaker in met { detectors[next].meet(speaker, findings: &claims) }
    next += 1
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
      swap(&entered, &claims)
      for index in entered.indices {
        guard let stated = ledger.enter(entered[index]) else { continue }
        findings.append(stated)
        show(.finding(stated))
      }
      entered.removeAll(keepingCapacity: true)
      depth += 1
    }
    claims.removeAll(keepingCapacity: true)
  }
}
