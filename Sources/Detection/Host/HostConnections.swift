package import Policy
package import TrafficModel

/// The connects of an audit log, to be found by destination and time.
///
/// A log does not say from which local port a connect came, so a flow is matched by where it goes and when it began; of
/// several connects the nearest counts. Where the policy names the addresses of the server that a rule's key tells of, the
/// flow must come from one of them.
package struct HostConnections: Sendable {
  /// A connect is logged when the call returns: shortly before or after its first frame was captured.
  package static let beforeNanoseconds: Int64 = 2_000_000_000
  package static let afterNanoseconds: Int64 = 500_000_000

  private struct Entry: Sendable {
    var event: HostEvent
    var sources: [IPNetwork]
  }

  /// By destination, each in order of time.
  private var entries: [Endpoint: [Entry]] = [:]
  private var count = 0
  private let limit: Int
  private let sources: [String: [IPNetwork]]
  /// Connects before it are forgotten; nil when none is.
  package private(set) var forgottenBefore: Timestamp?

  /// - Parameter limit: so many connects are remembered; of more, the later half.
  package init(_ events: [HostEvent], policy: EgressPolicy, limit: Int = .max) {
    self.limit = limit
    sources = Dictionary(policy.servers.map { ($0.name, $0.addresses) }, uniquingKeysWith: { first, _ in first })
    for event in events { add(event) }
  }

  package mutating func add(_ event: HostEvent) {
    guard case .connect(let destination) = event.action else { return }
    let name = event.key.flatMap { AuditKey($0.rawTextForMatchingAndStorage) }?.server
    let entry = Entry(event: event, sources: name.flatMap { sources[$0] } ?? [])
    var index = entries[destination]?.count ?? 0
    while index > 0, let before = entries[destination]?[index - 1], before.event.time > event.time { index -= 1 }
    entries[destination, default: []].insert(entry, at: index)
    count += 1
    if count > limit { forget() }
  }

  private mutating func forget() {
    let times = entries.values.flatMap { $0.map(\.event.time) }.sorted()
    let middle = times[times.count / 2]
    entries = entries.compactMapValues { all in
      let kept = all.filter { $0.event.time >= middle }
      return kept.isEmpty ? nil : kept
    }
    count = entries.values.reduce(0) { $0 + $1.count }
    forgottenBefore = middle
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// The connect that opened a flow from `source` to `destination`, which began at `start`.
  package func connect(from source: IPAddress, to destination: Endpoint, at start: Timestamp) -> HostEvent? {
    guard let all = entries[destination] else { return nil }
    let earliest = start.advanced(byNanoseconds: -Self.beforeNanoseconds)
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].event.time < earliest { low = middle + 1 } else { high = middle }
    }
    var best: HostEvent?
    while low < all.count, all[low].event.time - start <= Self.afterNanoseconds {
      let entry = all[low]
      low += 1
      guard entry.sources.isEmpty || entry.sources.contains(where: { $0.contains(source) }) else { continue }
      if best.map({ abs(entry.event.time - start) < abs($0.time - start) }) ?? true { best = entry.event }
    }
    return best
  }
}
