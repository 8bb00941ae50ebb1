import TrafficModel

/// What one machine was given by MCP servers lately, and the fingerprints of it, made when they are first asked for: a machine
/// with a single server, and nothing else going out, costs next to nothing.
struct ContentMemory: Sendable {
  static let sources = 256
  static let bytes = 512 << 10

  private(set) var list: [ContentSource] = []
  private(set) var size = 0
  private(set) var latest: Timestamp
  /// Number of the first in `list`; numbers are never used again.
  private var firstNumber = 0
  private var indexed = 0
  private var owners: [UInt64: Int] = [:]

  init(_ time: Timestamp) { latest = time }

  mutating func add(_ source: ContentSource) {
    list.append(source)
    size += source.size
    latest = max(latest, source.time)
    var surplus = 0
    while list.count - surplus > Self.sources || size > Self.bytes, list.count - surplus > 1 {
      size -= list[surplus].size
      surplus += 1
    }
    list.removeFirst(surplus)
    firstNumber += surplus
    // Fingerprints of what was forgotten are dropped with all others now and then.
    if owners.count > 1 << 17 { (owners, indexed) = ([:], firstNumber) }
  }

  /// The source of most of `marks`, and how many of them, among those that `isWanted`.
  mutating func source(of marks: [UInt64], key: UInt64, isWanted: (ContentSource) -> Bool) -> (ContentSource, Int)? {
    index(key)
    var counts: [Int: Int] = [:]
    for mark in Set(marks) {
      guard let owner = owners[mark], owner >= firstNumber, isWanted(list[owner - firstNumber]) else { continue }
      counts[owner, default: 0] += 1
    }
    guard let best = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else { return nil }
    return (list[best.key - firstNumber], best.value)
  }

  private mutating func index(_ key: UInt64) {
    indexed = max(indexed, firstNumber)
    while indexed < firstNumber + list.count {
      let text = list[indexed - firstNumber].text
      for mark in Fingerprints.of(PlainText.ofJSON(text, limit: text.count), key: key) { owners[mark] = indexed }
      indexed += 1
    }
  }
}
