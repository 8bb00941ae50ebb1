import Glibc
import Policy
package import TrafficModel

/// Programs that call home: contacts at intervals that a sleep with jitter explains better than people, agents and bursts.
///
/// Three levels, each judged for itself: connections a client opens (BCN-02), requests of one method, tool and argument shape
/// inside them (BCN-01), and what a server sends unasked (BCN-03). Of one client and server the best series is told.
package struct BeaconHunt: Hunt {
  private static let falseAlarms = [
    "pollers and dashboards", "agents on a schedule (CI, cron)", "update checks and telemetry",
  ]

  package static let requests = description(
    "BCN-01", "Beacon in requests", "requests of one method, tool and argument shape",
    [.attack("T1071.001"), .attack("T1029"), .atlas("AML.T0108"), .owasp("MCP08"), .safe("SAFE-T1901")])
  package static let connections = description(
    "BCN-02", "Beacon in connections", "connections from one client to one server",
    [.attack("T1071.001"), .attack("T1571"), .atlas("AML.T0096"), .safe("SAFE-T1903")])
  package static let serverEvents = description(
    "BCN-03", "Beacon pushed by a server", "messages of one method that a server sends unasked",
    [.attack("T1102.002"), .atlas("AML.T0108"), .safe("SAFE-T1903")])

  package static let hidden = DetectorDescription(
    id: "BCN-04", title: "Hidden periodic component", severity: .low,
    fires:
      "when the times of at least 30 contacts keep a phase that chance would give less than once in a million series, "
      + "though their pauses are no beacon's",
    staysSilent:
      "on what the protocol explains, below 30 contacts, and on rhythms slower than a tenth of the time observed",
    falseAlarms: ["timers beside interactive use", "cron jobs"],
    references: [.attack("T1029"), .safe("SAFE-T1903")])

  package static let about = [requests, connections, serverEvents, hidden]

  private static func description(
    _ id: DetectorID, _ title: String, _ what: String, _ references: [MappingID]
  ) -> DetectorDescription {
    DetectorDescription(
      id: id, title: title, severity: .medium,
      fires: "for \(what) whose pauses fit a sleep with jitter by 6 nats or more, at least 8 pauses",
      staysSilent:
        "on bursts and pauses as people and agents make them; on inbound traffic from outside; what the protocol "
        + "explains (ping, ttlMs, task polling, progress) is told at info", falseAlarms: falseAlarms,
      references: references)
  }

  /// Seconds: shorter sleeps are loops.
  private static let shortestPeriod = 5.0
  private static let shortestSpan: Int64 = 600_000_000_000

  private let egress: EgressPolicy

  package init(_ setup: DetectionSetup = DetectionSetup()) { egress = setup.egress }

  package func search(_ book: ContactBook) -> [Finding] {
    let all = book.series
    var neighbours = ClientTimes(all)
    var best: [Finding] = []
    var last: (client: IPAddress, server: Endpoint)?
    // Sorted by client and server, so what belongs together is next to each other.
    for series in all where series.items.count > TimingScore.fewestGaps && isOutward(series) {
      guard let finding = judge(series, in: book, &neighbours) else { continue }
      if let pair = last, pair == (series.key.client, series.key.server), let rival = best.last {
        if Self.outranks(finding, rival) { best[best.count - 1] = finding }
      } else {
        best.append(finding)
      }
      last = (series.key.client, series.key.server)
    }
    return best
  }

  /// Whether it would be claimed as a beacon, and not explained.
  func isBeacon(_ series: ContactSeries, in book: ContactBook) -> Bool {
    var neighbours = ClientTimes([series])
    guard isOutward(series), let finding = judge(series, in: book, &neighbours) else { return false }
    return finding.severity >= .low
  }

  /// Scanners and users of a public server have rhythms, too; they are not ours.
  private func isOutward(_ series: ContactSeries) -> Bool {
    series.key.level == .serverEvents || egress.isInternal(series.key.client)
      || !egress.isInternal(series.key.server.address)
  }

  private static func outranks(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    let odds = { (finding: Finding) in finding.score.first { $0.name == "log_odds" }?.value ?? 0 }
    return odds(a) == odds(b) ? a.detector < b.detector : odds(a) > odds(b)
  }

  private func judge(
    _ series: ContactSeries, in book: ContactBook, _ neighbours: inout ClientTimes
  ) -> Finding? {
    let items = series.ordered
    let origin = items.first?.time ?? .zero
    let times = items.map { Double($0.time - origin) / 1e9 }
    guard let timing = TimingScore(times) else { return nil }
    guard timing.nats >= TimingScore.tightNats else { return hiddenRhythm(series, times, in: book) }
    let verdict = verdict(series, items, timing, in: book, &neighbours)
    guard let severity = verdict.severity else { return nil }
    return finding(series, timing, verdict, severity, rita: rita(items, in: book))
  }

  /// A timer whose events are mixed with others.
  private func hiddenRhythm(_ series: ContactSeries, _ times: [Double], in book: ContactBook) -> Finding? {
    let starts = BurstCollapse.starts(times)
    guard starts.count >= 30, let spectrum = RayleighSpectrum(starts), spectrum.probability < 1e-6,
      spectrum.period >= Self.shortestPeriod,
      RhythmExplanation.of(series, periods: [spectrum.period], in: book) == nil
    else { return nil }
    let words = BeaconWords.duration(spectrum.period)
    return Self.hidden.finding(
      "\(series.key.client) keeps time with \(series.key.server): \(own: words)", severity: .low, confidence: 0.3,
      subject: FindingSubject(
        client: series.key.client, server: series.key.server, tool: series.tool, destination: series.serverName),
      key: "hidden \(String(series.key.label, radix: 16))", flow: series.flow, extent: series.extent,
      evidence: Evidence(series.first, [series.latest]),
      score: [
        ScorePart("period_seconds", spectrum.period), ScorePart("power", spectrum.power),
        ScorePart("contacts", series.total),
      ],
      explanation: """
        Among \(series.total) contacts some come every \(own: words), in step; the others hide them. A timer at work beside \
        a person, or a beacon that hides in traffic.
        """)
  }

  private func verdict(
    _ series: ContactSeries, _ items: [ContactSeries.Item], _ timing: TimingScore, in book: ContactBook,
    _ neighbours: inout ClientTimes
  ) -> BeaconVerdict {
    var verdict = BeaconVerdict()
    verdict.add("timing", min(timing.nats, 20))
    if Self.shareOfMostFrequent(items.map(\.body)) >= 0.8 { verdict.add("same_request", 2, "the request is the same") }
    let sizes = Quantiles(items.map { Double($0.bytesIn) })
    if sizes.median > 0, 1.4826 * sizes.medianDeviation / sizes.median <= 0.1 {
      verdict.add("same_answer_size", 1, "the answers are alike in size")
    }
    if neighbours.aloneShare(series, items) >= 0.8 {
      verdict.add("alone", 2, "the client does nothing else around it")
    }
    if hours(items) >= 18 { verdict.add("day_and_night", 1, "it goes on day and night") }
    if series.key.client == series.key.server.address || series.key.server.address.isLoopback {
      verdict.add("same_machine", -1)
    }
    let span = (items.last?.time ?? .zero) - (items.first?.time ?? .zero)
    verdict.isBrief = timing.renewal.period < Self.shortestPeriod || span < Self.shortestSpan
    let periods = [timing.renewal.period, timing.renewal.period * (1 - timing.renewal.jitter / 2)]
    verdict.explanation = RhythmExplanation.of(series, periods: periods, in: book)
    if verdict.explanation != nil { verdict.add("explained", -8) }
    return verdict
  }

  /// Of the last day, hours with a contact.
  private func hours(_ items: [ContactSeries.Item]) -> Int {
    Set(items.map { $0.time.nanoseconds / 3_600_000_000_000 % 24 }).count
  }

  private static func shareOfMostFrequent(_ values: [UInt64]) -> Double {
    guard !values.isEmpty else { return 0 }
    var counts: [UInt64: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    return Double(counts.values.max() ?? 0) / Double(values.count)
  }

  private func rita(_ items: [ContactSeries.Item], in book: ContactBook) -> RITABeaconScore? {
    guard let window = book.window else { return nil }
    let (from, to) = (window.start.nanoseconds / 1_000_000_000, window.end.nanoseconds / 1_000_000_000)
    guard from < to else { return nil }
    return RITABeaconScore(
      seconds: items.map { $0.time.nanoseconds / 1_000_000_000 }, sizes: items.map { Double($0.bytesOut) },
      window: from...to)
  }

  private func finding(
    _ series: ContactSeries, _ timing: TimingScore, _ verdict: BeaconVerdict, _ severity: Severity,
    rita: RITABeaconScore?
  ) -> Finding {
    let about = [Self.connections, Self.requests, Self.serverEvents][Int(series.key.level.rawValue)]
    let renewal = timing.renewal
    var score = [
      ScorePart("log_odds", verdict.logOdds), ScorePart("nats", timing.nats),
      ScorePart("period_seconds", renewal.period),
      ScorePart("jitter", renewal.jitter), ScorePart("miss_rate", renewal.missRate),
      ScorePart("variation", timing.variation), ScorePart("contacts", series.total),
    ]
    score += verdict.score
    if let rita { score.append(ScorePart("rita_score", rita.total)) }
    let words = BeaconWords(series: series, timing: timing, verdict: verdict, rita: rita)
    return about.finding(
      words.title, severity: severity, confidence: 1 - exp(-max(0, verdict.logOdds) / 10),
      subject: FindingSubject(
        client: series.key.client, server: series.key.server, tool: series.tool, destination: series.serverName),
      key: "beacon \(String(series.key.label, radix: 16))", flow: series.flow, extent: series.extent,
      evidence: Evidence(series.first, [series.latest]), score: score, explanation: words.explanation)
  }
}
