package import TrafficModel

/// A beacon that now and then brings something back, after which the client does something else: orders, and their execution.
package struct TaskingHunt: Hunt {
  package static let description = DetectorDescription(
    id: "C2-01", title: "Tasking over MCP", severity: .high,
    fires:
      "when a series that is a beacon has answers of more than five times its usual size, and within two minutes after at least "
      + "two of them, but seldom otherwise, the client calls another tool",
    staysSilent:
      "without a beacon, on beacons whose answers are all alike, and where other calls come as often without an answer",
    falseAlarms: ["agents that poll for jobs by design", "chat bots that wait for messages"],
    references: [
      .attack("T1102.002"), .attack("T1059"), .atlas("AML.T0108"), .owasp("MCP06"), .safe("SAFE-T1901"),
      .safe("SAFE-T1904"),
    ])
  package static let about = [description]
  private static let reaction: Int64 = 120_000_000_000

  private let beacons: BeaconHunt

  package init(_ setup: DetectionSetup = DetectionSetup()) { beacons = BeaconHunt(setup) }

  package func search(_ book: ContactBook) -> [Finding] {
    let all = book.series
    let calls = Dictionary(grouping: all.filter { $0.tool != nil }, by: \.key.client)
    return all.compactMap { series in
      guard series.key.level == .requests, series.items.count > TimingScore.fewestGaps,
        let finding = judge(series, others: calls[series.key.client] ?? []), beacons.isBeacon(series, in: book)
      else { return nil }
      return finding
    }
  }

  private func judge(_ series: ContactSeries, others: [ContactSeries]) -> Finding? {
    let items = series.ordered
    let usual = Quantiles(items.map { Double($0.bytesIn) }).median
    let orders = items.filter { Double($0.bytesIn) > 5 * max(usual, 16) }
    guard orders.count >= 2, orders.count * 4 <= items.count else { return nil }
    let times = others.filter { $0.key != series.key }.flatMap { $0.items.map(\.time) }.sorted()
    let followed = orders.count { Self.follows(times, $0.time) }
    let otherwise = items.count { Self.follows(times, $0.time) } - followed
    // Rates of reaction, after orders and after ordinary answers.
    let (after, before) = (
      Double(followed) / Double(orders.count), Double(otherwise) / Double(max(1, items.count - orders.count))
    )
    guard followed >= 2, after >= 0.5, after >= 3 * before else { return nil }
    return Self.description.finding(
      "\(series.key.client) does what \(series.key.server) tells it", severity: .high, confidence: 0.7,
      subject: FindingSubject(
        client: series.key.client, server: series.key.server, tool: series.tool, destination: series.serverName),
      key: "tasking \(String(series.key.label, radix: 16))", flow: series.flow, extent: series.extent,
      evidence: Evidence(series.first, [series.latest]),
      score: [
        ScorePart("large_answers", orders.count), ScorePart("followed", followed),
        ScorePart("rate_after_large", after), ScorePart("rate_otherwise", before),
      ],
      explanation: """
        \(series.key.client) asks \(series.key.server) at intervals. \(orders.count) answers were more than five times as large \
        as usual, and after \(followed) of them another tool was called within two minutes; after ordinary answers that is \
        rare. So a program fetches orders and carries them out.
        """)
  }

  /// Whether one of `times`, ascending, lies within the reaction time after `time`.
  private static func follows(_ times: [Timestamp], _ time: Timestamp) -> Bool {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] > time { high = middle } else { low = middle + 1 }
    }
    return low < times.count && times[low] - time <= reaction
  }
}
