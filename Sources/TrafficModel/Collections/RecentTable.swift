/// A dictionary of at most `limit` entries, for what is remembered of peers. When it is full, the eighth that was not used
/// for longest makes room: who floods it with keys of his own hides nothing that comes later, and pays a sort only now and
/// then. Reading an entry is use of it.
///
/// Inlinable and therefore public, as what is only inlinable within a package is not specialized outside of its module:
/// unspecialized, detectors spent an eighth of their time on finding out what its types are.
@frozen public struct RecentTable<Key: Hashable, Value> {
  @frozen @usableFromInline struct Entry {
    /// Nil only while the caller changes it.
    @usableFromInline var value: Value?
    /// Number of the use that was its last.
    @usableFromInline var used: UInt64

    @inlinable init(value: Value?, used: UInt64) {
      self.value = value
      self.used = used
    }
  }

  /// Entries at most.
  public let limit: Int
  @usableFromInline var entries: [Key: Entry] = [:]
  @usableFromInline var uses: UInt64 = 0

  /// - Parameter limit: at least 1.
  @inlinable public init(limit: Int) { self.limit = max(1, limit) }

  /// Entries that it has now.
  @inlinable public var count: Int { entries.count }
  /// It has none.
  @inlinable public var isEmpty: Bool { entries.isEmpty }

  /// In no order.
  @inlinable public var values: some Sequence<Value> { entries.values.lazy.compactMap(\.value) }

  /// The value of the key, which is used now; nil takes it out.
  @inlinable public subscript(key: Key) -> Value? {
    mutating get { use(key).flatMap { entries.values[$0].value } }
    _modify {
      // Taken out of its place and put back there, so that a collection in it is changed without a copy, by one look-up.
      let index = use(key)
      var value = index.flatMap { take(at: $0) }
      defer {
        switch (value, index) {
        case (let value?, let index?): entries.values[index].value = value
        case (let value?, nil): put(value, key)
        case (nil, let index?): entries.remove(at: index)
        case (nil, nil): break
        }
      }
      yield &value
    }
  }

  /// The same, where the key is put in when it is changed and not there.
  @inlinable public subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
    mutating get { self[key] ?? value() }
    _modify {
      let index = use(key)
      var changed = index.flatMap { take(at: $0) } ?? value()
      defer { if let index { entries.values[index].value = changed } else { put(changed, key) } }
      yield &changed
    }
  }

  /// The value of the key; no use of it.
  @inlinable public func peek(_ key: Key) -> Value? { entries[key]?.value }

  /// Whether the key is there; no use of it.
  @inlinable public func contains(_ key: Key) -> Bool { entries[key] != nil }

  /// Takes the key out, and answers its value.
  @discardableResult
  @inlinable public mutating func removeValue(forKey key: Key) -> Value? { entries.removeValue(forKey: key)?.value }

  @inlinable mutating func nextUse() -> UInt64 {
    uses &+= 1
    return uses
  }

  /// Where the key is, which was used now.
  @inlinable mutating func use(_ key: Key) -> Dictionary<Key, Entry>.Index? {
    guard let index = entries.index(forKey: key) else { return nil }
    entries.values[index].used = nextUse()
    return index
  }

  @inlinable mutating func take(at index: Dictionary<Key, Entry>.Index) -> Value? {
    var value: Value?
    swap(&value, &entries.values[index].value)
    return value
  }

  /// Puts in a key that is not there.
  @inlinable mutating func put(_ value: Value, _ key: Key) {
    if entries.count >= limit { makeRoom() }
    entries[key] = Entry(value: value, used: nextUse())
  }

  @inlinable mutating func makeRoom() {
    let uses = entries.values.map(\.used).sorted()
    // Uses have numbers of their own: exactly the eighth is below this one.
    let oldest = uses[min(uses.count - 1, max(1, limit / 8))]
    entries = entries.filter { $0.value.used >= oldest }
    if entries.count >= limit { entries = [:] }
  }
}

extension RecentTable.Entry: Sendable where Key: Sendable, Value: Sendable {}
extension RecentTable: Sendable where Key: Sendable, Value: Sendable {}

extension RecentTable where Value == Void {
  /// Puts the key in, or uses it; answers whether it is new.
  @discardableResult
  @inlinable public mutating func insert(_ key: Key) -> Bool {
    if self[key] != nil { return false }
    self[key] = ()
    return true
  }
}
