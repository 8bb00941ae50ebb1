import TrafficModel

/// The calls of a session that wait for their answer.
///
/// Most sessions wait for one answer at a time: that one needs no table, and no memory when there is none.
///
/// Invariant: `count` calls lie in `single`, `others` and `repeated`, each but `single` under its key; no key is in both `single` and
/// `others`; one in `repeated` is in one of them, too, with an older call.
struct PendingCalls {
  struct Key: Hashable {
    var direction: Direction
    var id: JSONRPCID
  }

  private(set) var count = 0
  private var single: (key: Key, call: OpenCall)?
  private var others: [Key: OpenCall] = [:]
  /// Calls under an id that was used again before it was answered: nobody should, so they have a place of their own.
  private var repeated: [Key: [OpenCall]] = [:]

  /// In the order they were sent.
  var inOrder: [OpenCall] {
    let calls = (single.map { [$0.call] } ?? []) + others.values + repeated.values.joined()
    return calls.sorted { ($0.extent.start, $0.id) < ($1.extent.start, $1.id) }
  }

  /// The oldest call of that key.
  subscript(key: Key) -> OpenCall? {
    if let single, single.key == key { return single.call }
    return others.isEmpty ? nil : others[key]
  }

  mutating func add(_ call: OpenCall, _ key: Key) {
    count += 1
    if self[key] != nil {
      repeated[key, default: []].append(call)
    } else if single == nil {
      single = (key, call)
    } else {
      others[key] = call
    }
  }

  mutating func remove(_ call: OpenCall, _ key: Key) {
    if single?.call === call {
      single = takeRepeated(key) { _ in 0 }.map { (key, $0) }
    } else if others[key] === call {
      others[key] = takeRepeated(key) { _ in 0 }
      // Idle sessions are many: an empty table gives its memory back.
      if others.isEmpty { others = [:] }
    } else if takeRepeated(key, at: { $0.firstIndex { $0 === call } }) == nil {
      return
    }
    count -= 1
  }

  private mutating func takeRepeated(_ key: Key, at index: ([OpenCall]) -> Int?) -> OpenCall? {
    guard !repeated.isEmpty, var calls = repeated.removeValue(forKey: key) else { return nil }
    let call = index(calls).map { calls.remove(at: $0) }
    if !calls.isEmpty { repeated[key] = calls }
    return call
  }
}
