package import TrafficModel

/// Data carried in names that are looked up.
package struct NameTunnelDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-10", title: "DNS tunnel", severity: .high,
    fires:
      "when a client's distinct subdomains of one registered domain reach 4 KiB in an hour: high when two of these hold: longest "
      + "labels of 30 characters on average, more than 3.8 bits each, a third TXT or other unusual types; medium with one; low with "
      + "none; medium when they reach 8 KiB in a day and two hold",
    staysSilent: "for reverse lookups, for names on the local link, below 100 distinct names without long labels",
    falseAlarms: ["content networks", "anti-virus and reputation lookups", "telemetry with ids in names"],
    references: [.attack("T1071.004"), .attack("T1048"), .safe("SAFE-T1910")],
    thresholds: ["bytes_per_hour", "names_per_hour", "bytes_per_day"])
  package static let interest: TrafficEvent.Kinds = .dns
  private static let hour: Int64 = 3_600_000_000_000
  private static let day = 24 * hour
  /// Pairs of client and domain that are counted; beyond it those longest silent are forgotten.
  private static let pairs = 8_192

  private struct Pair: Hashable {
    var client: IPAddress
    var domain: String
  }

  private let bytesPerHour: Int
  private let manyNames: Int
  private let bytesPerDay: Int
  private var tallies: [Pair: SubdomainTally] = [:]
  private var days: [Pair: SubdomainTally] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {
    bytesPerHour = setup.threshold("EXF-10", "bytes_per_hour", 4_096)
    bytesPerDay = setup.threshold("EXF-10", "bytes_per_day", 8_192)
    manyNames = setup.threshold("EXF-10", "names_per_hour", 500)
  }

  package mutating func observe(_ exchange: DNSExchange, findings: inout [Finding]) {
    guard !exchange.isMulticast, exchange.status != .unasked else { return }
    let name = HostName.bare(exchange.name.rawTextForMatchingAndStorage)
    let domain = HostName.registered(name)
    guard domain != "in-addr.arpa", domain != "ip6.arpa", name.utf8.count > domain.utf8.count else { return }
    let pair = Pair(client: exchange.flow.client.address, domain: domain)
    let subdomain = name.dropLast(domain.utf8.count + 1)
    let hour = Self.add(exchange, subdomain, to: pair, in: &tallies, Self.hour)
    let day = Self.add(exchange, subdomain, to: pair, in: &days, Self.day)
    if hour.bytes >= bytesPerHour || hour.names >= manyNames {
      findings.append(finding(pair, hour, exchange, isDaily: false))
    } else if day.bytes >= bytesPerDay, Self.signs(day).count >= 2 {
      findings.append(finding(pair, day, exchange, isDaily: true))
    }
  }

  private static func add(
    _ exchange: DNSExchange, _ subdomain: Substring, to pair: Pair, in table: inout [Pair: SubdomainTally],
    _ window: Int64
  ) -> SubdomainTally {
    if table[pair] == nil, table.count >= pairs {
      let median = table.values.map(\.latest.end).sorted()[table.count / 2]
      table = table.filter { $0.value.latest.end > median }
    }
    var tally = table.removeValue(forKey: pair) ?? SubdomainTally(exchange)
    if exchange.extent.start - tally.start > window { tally = SubdomainTally(exchange) }
    tally.add(exchange, subdomain: subdomain)
    table[pair] = tally
    return tally
  }

  private static func signs(_ tally: SubdomainTally) -> [String] {
    var signs: [String] = []
    if tally.meanLabelLength >= 30 { signs.append("labels are long") }
    if tally.meanEntropy > 3.8 { signs.append("labels look random") }
    if tally.unusualShare > 0.3 { signs.append("answers are asked for as text") }
    return signs
  }

  private func finding(
    _ pair: Pair, _ tally: SubdomainTally, _ exchange: DNSExchange, isDaily: Bool
  ) -> Finding {
    let signs = Self.signs(tally)
    let severity: Severity = signs.count >= 2 ? (isDaily ? .medium : .high) : signs.isEmpty ? .low : .medium
    return Self.about.finding(
      "\(pair.client) carries data in names below \(UntrustedText(pair.domain))", severity: severity,
      confidence: [0.3, 0.5, 0.8, 0.9][min(3, signs.count)],
      subject: FindingSubject(client: pair.client, destination: UntrustedText(pair.domain)), key: "names",
      flow: exchange.flow, extent: tally.latest,
      evidence: Evidence(tally.first, [Provenance(flow: exchange.flow.id, extent: exchange.extent)]),
      score: [
        ScorePart("distinct_names", tally.names), ScorePart("distinct_bytes", tally.bytes),
        ScorePart("mean_label_length", tally.meanLabelLength), ScorePart("label_entropy_bits", tally.meanEntropy),
        ScorePart("unusual_type_share", tally.unusualShare),
      ],
      explanation: """
        Within \(own: isDaily ? "a day" : "an hour") \(tally.names) different names with \(tally.bytes) bytes were looked up below \
        \(UntrustedText(pair.domain)). \(own: signs.isEmpty ? "Nothing else speaks for a tunnel." : "Signs: " + signs.joined(separator: "; ") + ".") \
        Names that differ from query to query carry data to whoever serves the domain.
        """)
  }
}
