import TrafficModel

/// What one machine was given by MCP servers lately, and the fingerprints of it, made when they are first asked for: a machine
/// with a single server, and nothing else going out, costs next to nothing.
struct ContentMemory: Sendable {
  static let sources = 256
  static let bytes = 512 << 10

  /// Behind `forgotten` emptied ones, which go all at once now and then: to close up costs more than to remember.
  private var list: [ContentSource] = []
  private var forgotten = 0
  /// Who gave what is in `list`, and how much of it.
  private(set) var servers: [(server: Endpoint, sources: Int)] = []
  private(set) var size = 0
  private(set) var latest: Timestamp
  /// Number of the first in `list`; numbers are never used again.
  private var firstNumber = 0
  private var firstKept: Int { firstNumber + forgotten }
  private var indexed = 0
  private var owners: [UInt64: Int] = [:]

  init(_ time: Timestamp) { latest = time }

  mutating func add(_ source: ContentSource) {
    list.append(source)
    size += source.size
    latest = max(latest, source.time)
    if let place = servers.firstIndex(where: { $0.server == source.server }) {
      servers[place].sources += 1
    } else {
      servers.append((source.server, 1))
    }
    while list.count - forgotten > Self.sources || size > Self.bytes, list.count - forgotten > 1 { forgetFirst() }
    if forgotten >= Self.sources {
      list.removeFirst(forgotten)
      firstNumber += forgotten
      forgotten = 0
    }
    // Fingerprints of what was forgotten are dropped with all others now and then.
    if owners.count > 1 << 17 { (owners, indexed) = ([:], firstKept) }
  }

  private mutating func forgetFirst() {
    size -= list[forgotten].size
    let server = list[forgotten].server
    (list[forgotten].text, list[forgotten].arguments) = ([], [])
    forgotten += 1
    guard let place = servers.firstIndex(where: { $0.server == server }) else { return }
    servers[place].sources -= 1
    if servers[place].sources == 0 { servers.remove(at: place) }
  }

  /// The source of most of `marks`, and how many of them, among those that `isWanted`.
  mutating func source(of marks: [UInt64], key: UInt64, isWanted: (ContentSource) -> Bool) -> (ContentSource, Int)? {
    index(key)
    var counts: [Int: Int] = [:]
    for mark in Set(marks) {
      guard let owner = owners[mark], owner >= firstKept, isWanted(list[owner - firstNumber]) else { continue }
      counts[owner, default: 0] += 1
    }
    guard let best = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else { return nil }
    return (list[best.key - firstNumber], best.value)
  }

  private mutating func index(_ key: UInt64) {
    indexed = max(indexed, firstKept)
    while indexed < firstNumber + list.count {
      let text = list[indexed - firstNumber].text
      for mark in Fingerprints.of(PlainText.ofJSON(text, limit: text.count), key: key) { owners[mark] = indexed }
      indexed += 1
    }
  }
}
