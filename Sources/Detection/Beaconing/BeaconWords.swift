import TrafficModel

/// A beacon in plain language.
struct BeaconWords {
  var series: ContactSeries
  var timing: TimingScore
  var verdict: BeaconVerdict
  var rita: RITABeaconScore?

  var title: FindingText {
    switch series.key.level {
    case .serverEvents:
      return "\(series.key.server) sends \(series.method) to \(series.key.client) \(own: rhythm)"
    case .connections: return "\(series.key.client) connects to \(series.key.server) \(own: rhythm)"
    case .requests:
      let what: FindingText = series.tool.map { "calls \($0)" } ?? "sends \(series.method)"
      return "\(series.key.client) \(what) at \(series.key.server) \(own: rhythm)"
    }
  }

  var explanation: FindingText {
    let facts: FindingText = """
      \(series.total) contacts\(own: place). Their pauses fit a program that sleeps \(own: sleep) better than people, agents \
      and bursts do, by \(own: number(timing.nats)) nats (6 are taken for certain).\(own: missed)
      """
    let reasons = verdict.reasons.isEmpty ? "" : " " + sentence(verdict.reasons)
    let rita = rita.map { " RITA's score for it is \(number($0.total))." } ?? ""
    guard let harmless = verdict.explanation else {
      return facts + "\(own: reasons + rita) Nothing in the protocol explains the rhythm."
    }
    return facts + "\(own: reasons + rita) It is explained: \(own: harmless.words)."
  }

  private var rhythm: String { "every " + pauses }

  private var sleep: String {
    let jitter = timing.renewal.jitter
    return jitter < 0.1 ? pauses : "\(pauses) (\(Self.duration(timing.renewal.period)) less up to \(percent(jitter)))"
  }

  /// `60 s`, `40–80 s`.
  private var pauses: String {
    let (period, jitter) = (timing.renewal.period, timing.renewal.jitter)
    let longest = Self.duration(period)
    guard jitter >= 0.1 else { return longest }
    let shortest = Self.duration(period * (1 - jitter))
    let unit = longest.drop { $0 != " " }
    return shortest.hasSuffix(unit) ? "\(shortest.dropLast(unit.count))–\(longest)" : "\(shortest) to \(longest)"
  }

  private var missed: String {
    timing.renewal.missRate > 0 ? " About \(percent(timing.renewal.missRate)) of the check-ins are missing." : ""
  }

  private var place: String { series.key.level == .connections ? ", each a connection of its own" : "" }

  private func sentence(_ reasons: [String]) -> String {
    let text = reasons.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// One decimal.
  private func number(_ value: Double) -> String {
    let tenths = Int(exactly: (value * 100).rounded()) ?? 0
    let (whole, part) = (tenths / 100, abs(tenths % 100))
    return "\(whole).\(part < 10 ? "0" : "")\(part)"
  }

  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<120: "\(Int(seconds.rounded())) s"
    case ..<7_200: "\(Int((seconds / 60).rounded())) min"
    default: "\(Int((seconds / 3_600).rounded())) h"
    }
  }
}
