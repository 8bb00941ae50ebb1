import ByteParsing
import PacketDecoding
import TrafficModel

/// Puts IP datagrams together from their fragments (RFC 791 §3.2, RFC 8200 §4.5).
///
/// Bounded in number, bytes and capture time. Where fragments overlap, the bytes that came first are kept; RFC 5722 would
/// drop the datagram, but we are watching, and some hosts do not.
struct FragmentTable {
  struct Key: Hashable {
    var source: IPAddress
    var destination: IPAddress
    var identification: UInt32
    /// IPv6 identifies without it (RFC 8200 §4.5): 0 there.
    var protocolNumber: UInt8
  }

  struct Whole {
    var bytes: [UInt8]
    /// More than `bytes` when a snap length cut a fragment: only what stands before the cut is known.
    var wireLength: Int
    var protocolNumber: UInt8
    var network: NetworkFacts
  }

  struct Result {
    var datagram: Whole?
    var isOverlapping = false
    var isRefused = false
    var timedOut = 0
    var evicted = 0
  }

  private let limits: FlowLimits
  private var datagrams: [Key: FragmentedDatagram] = [:]
  /// Keys by age; those of datagrams that were completed are skipped.
  private var order: [(key: Key, serial: UInt64)] = []
  private var head = 0
  private var serial: UInt64 = 0
  private(set) var cost = 0

  init(limits: FlowLimits) { self.limits = limits }

  var count: Int { datagrams.count }

  mutating func insert(_ fragment: IPFragment, in bytes: RawSpan, moment: Moment, now: Int64) -> Result {
    var result = Result()
    result.timedOut = expire(at: now)
    guard FragmentedDatagram.isPlausible(fragment) else {
      result.isRefused = true
      return result
    }
    let key = Key(
      source: fragment.network.source, destination: fragment.network.destination,
      identification: fragment.network.identification,
      protocolNumber: fragment.network.isVersion6 ? 0 : fragment.protocolNumber)
    if datagrams[key] == nil {
      serial &+= 1
      datagrams[key] = FragmentedDatagram(serial: serial, began: now)
      order.append((key, serial))
      compactOrder()
    }
    add(fragment, in: bytes, moment: moment, to: key, &result)
    while datagrams.count > limits.fragmentedDatagrams || cost > limits.fragmentBytes {
      guard removeOldest() else { break }
      result.evicted &+= 1
    }
    return result
  }

  /// Gives up everything; returns how many datagrams that were.
  mutating func removeAll() -> Int {
    defer {
      datagrams = [:]
      order = []
      head = 0
      cost = 0
    }
    return datagrams.count
  }

  private mutating func add(
    _ fragment: IPFragment, in bytes: RawSpan, moment: Moment, to key: Key, _ result: inout Result
  ) {
    guard let index = datagrams.index(forKey: key) else { return }
    let before = datagrams.values[index].cost
    result.isOverlapping = datagrams.values[index].insert(fragment, in: bytes, moment: moment)
    cost &+= datagrams.values[index].cost &- before
    guard datagrams.values[index].isComplete else { return }
    result.datagram = datagrams.values[index].whole()
    remove(key)
  }

  private mutating func remove(_ key: Key) {
    guard let old = datagrams.removeValue(forKey: key) else { return }
    cost &-= old.cost
  }

  /// Deadlines rise with age, so only the oldest need be looked at.
  private mutating func expire(at now: Int64) -> Int {
    var expired = 0
    while head < order.count {
      let oldest = order[head]
      if let datagram = datagrams[oldest.key], datagram.serial == oldest.serial {
        guard now &- datagram.began > limits.fragmentTime else { break }
        remove(oldest.key)
        expired &+= 1
      }
      dropOldestKey()
    }
    return expired
  }

  private mutating func removeOldest() -> Bool {
    while head < order.count {
      let oldest = order[head]
      dropOldestKey()
      if datagrams[oldest.key]?.serial == oldest.serial {
        remove(oldest.key)
        return true
      }
    }
    return false
  }

  /// One datagram that never completes must not keep the keys of all later ones.
  private mutating func compactOrder() {
    guard order.count > 64 + 4 * limits.fragmentedDatagrams else { return }
    order.removeFirst(head)
    head = 0
    order.removeAll { datagrams[$0.key]?.serial != $0.serial }
  }

  private mutating func dropOldestKey() {
    head &+= 1
    guard head == order.count || (head > 64 && head > order.count / 2) else { return }
    order.removeFirst(head)
    head = 0
  }
}
