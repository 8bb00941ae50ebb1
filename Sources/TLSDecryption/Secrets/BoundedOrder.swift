/// The order in which keys came, to forget the oldest when there are too many.
///
/// Invariant: `keys` from `start` on are the keys kept, oldest first.
struct BoundedOrder<Key> {
  private var keys: [Key] = []
  private var start = 0

  /// Adds a key; returns the one to forget when there are now more than `limit`.
  mutating func append(_ key: Key, limit: Int) -> Key? {
    keys.append(key)
    guard keys.count - start > limit else { return nil }
    let oldest = keys[start]
    start += 1
    // Half of the array is dead: moving the rest costs one step per key forgotten.
    if start > keys.count / 2 {
      keys.removeFirst(start)
      start = 0
    }
    return oldest
  }
}
