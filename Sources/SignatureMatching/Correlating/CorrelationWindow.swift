import TrafficModel

/// The events of one group that lie within the time span, in order of time.
struct CorrelationWindow {
  struct Entry {
    var time: Timestamp
    /// Which of the correlation's rules matched, by its place there.
    var member: Int
    var text: String
    var number: Double?
    var evidence: Provenance?
  }

  private(set) var entries: [Entry] = []
  /// How often each value occurs, kept as events come and go.
  private(set) var occurrences: [String: Int] = [:]
  private(set) var sum = 0.0
  /// The numbers in order of size.
  private(set) var numbers: [Double] = []
  private(set) var latest = Timestamp(nanoseconds: .min)
  private var perMember: [Int: Int] = [:]

  var first: Timestamp? { entries.first?.time }

  mutating func insert(_ entry: Entry) {
    let position = Self.position(entries) { !(entry.time < $0.time) }
    entries.insert(entry, at: position)
    latest = max(latest, entry.time)
    occurrences[entry.text, default: 0] += 1
    perMember[entry.member, default: 0] += 1
    guard let number = entry.number else { return }
    sum += number
    numbers.insert(number, at: Self.position(numbers) { $0 < number })
  }

  func count(of member: Int) -> Int { perMember[member] ?? 0 }
  var members: Set<Int> { Set(perMember.lazy.filter { $0.value > 0 }.map(\.key)) }

  /// Forgets what is older than `start`, and the oldest beyond `limit`.
  mutating func drop(before start: Timestamp, keeping limit: Int) {
    var count = 0
    while count < entries.count, entries[count].time < start || entries.count - count > limit {
      forget(entries[count])
      count += 1
    }
    entries.removeFirst(count)
  }

  /// Forgets the oldest event of `member`.
  mutating func dropOldest(of member: Int) {
    guard let index = entries.firstIndex(where: { $0.member == member }) else { return }
    forget(entries[index])
    entries.remove(at: index)
  }

  private mutating func forget(_ entry: Entry) {
    perMember[entry.member, default: 1] -= 1
    if let count = occurrences[entry.text] { occurrences[entry.text] = count > 1 ? count - 1 : nil }
    guard let number = entry.number else { return }
    sum -= number
    let index = Self.position(numbers) { $0 < number }
    if index < numbers.count { numbers.remove(at: index) }
  }

  /// The first place where `isBefore` does not hold.
  private static func position<Element>(_ list: [Element], _ isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
