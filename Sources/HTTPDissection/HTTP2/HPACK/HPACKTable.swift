import DequeModule

/// The static and the dynamic table of one direction (RFC 7541 §2.3), as far as they can be known.
///
/// An index counts back from the newest entry, so entries that were seen keep their right index whatever came before them;
/// `reachesUnknown` says that older, unseen entries may follow the last one. Older entries are evicted first, so those that
/// were seen are evicted by their own sizes alone. The size of an entry with a lost part is a lower bound: then an entry
/// may stay longer than its sender keeps it, which does no harm, since the sender will not refer to it.
///
/// Invariant: `size` is the sum of the sizes of `entries`, and at most `budget`.
struct HPACKTable {
  /// What an index leads to.
  enum Lookup {
    case field(HPACKField)
    /// An entry there may be, but it was defined before or between what was captured.
    case unknown
    case outside
  }

  private static let staticFields = HPACKStaticTable.fields

  private var entries: Deque<HPACKField> = []
  private(set) var size = 0
  /// The size that both ends agreed on; nil when that was not captured.
  private(set) var capacity: Int?
  private(set) var reachesUnknown: Bool
  private let budget: Int

  /// - Parameters:
  ///   - isKnown: the connection is seen from its start: the table is empty and has 4,096 bytes (RFC 9113 §6.5.2).
  ///   - budget: bytes kept at most.
  init(isKnown: Bool, budget: Int) {
    capacity = isKnown ? 4_096 : nil
    reachesUnknown = !isKnown
    self.budget = budget
  }

  var count: Int { entries.count }

  func lookUp(_ index: Int) -> Lookup {
    guard index > 0 else { return .outside }
    if index <= Self.staticFields.count { return .field(Self.staticFields[index - 1]) }
    let position = index - Self.staticFields.count - 1
    if position < entries.count { return .field(entries[position]) }
    return reachesUnknown ? .unknown : .outside
  }

  mutating func insert(_ field: HPACKField) {
    if let capacity, field.size > capacity { return clear() }  // RFC 7541 §4.4: not an error
    // A field beyond the budget is replaced by a mark, so that the entries behind it keep their index.
    let kept = field.size > budget ? HPACKField.lost : field
    entries.prepend(kept)
    size += kept.size
    if let capacity { evict(downTo: capacity, leavesUnknown: false) }
    evict(downTo: budget, leavesUnknown: true)
  }

  mutating func resize(_ capacity: Int) {
    self.capacity = capacity
    if capacity == 0 { clear() } else { evict(downTo: capacity, leavesUnknown: false) }
  }

  /// Insertions or size updates may have been missed: no entry is where it was.
  mutating func lose() {
    entries.removeAll()
    size = 0
    capacity = nil
    reachesUnknown = true
  }

  private mutating func clear() {
    entries.removeAll(keepingCapacity: true)
    size = 0
    reachesUnknown = false
  }

  /// - Parameter leavesUnknown: the sender still has what is dropped here. Otherwise all that is older is gone, too.
  private mutating func evict(downTo limit: Int, leavesUnknown: Bool) {
    while size > limit, let oldest = entries.popLast() {
      size -= oldest.size
      reachesUnknown = leavesUnknown
    }
  }
}
