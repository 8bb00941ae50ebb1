package import TrafficModel

/// Who contacted whom when, compact and bounded: what hunts look back over. Filled from events as they pass, or from a store.
package struct ContactBook: Sendable {
  private let limits: ContactLimits
  private var table = SeriesTable()
  private var contactCount = 0
  /// Intervals that servers told their clients to come back after, in seconds.
  private var announced: RecentTable<Endpoint, Set<Double>>
  private var speakers: RecentTable<Endpoint, Void>
  /// Series that were forgotten to keep within the limits.
  package private(set) var forgotten: UInt64 = 0
  package private(set) var window: Extent?

  package init(limits: ContactLimits = ContactLimits()) {
    self.limits = limits
    announced = RecentTable(limit: limits.servers)
    speakers = RecentTable(limit: limits.servers)
  }

  package mutating func add(_ contact: Contact) {
    if window?.extend(over: contact.extent) == nil { window = contact.extent }
    if contactCount >= limits.contacts { forgetQuietest() }
    guard let place = table.place(of: contact.key) else {
      if table.count >= limits.series { forgetQuietest() }
      table.insert(ContactSeries(contact))
      contactCount += 1
      return
    }
    let before = table[place].items.count
    table[place].add(contact)
    contactCount += table[place].items.count - before
  }

  /// `server` asks its clients to come back after `seconds`.
  package mutating func announce(_ seconds: Double, by server: Endpoint) {
    // A server that announces ever new intervals explains nothing by them.
    guard announced[server]?.count ?? 0 < 8 else { return }
    announced[server, default: []].insert(seconds)
  }

  /// `server` speaks MCP: its requests are known one by one.
  package mutating func noteSpeaker(_ server: Endpoint) { speakers.insert(server) }

  package func isSpeaker(_ server: Endpoint) -> Bool { speakers.contains(server) }
  package func intervals(of server: Endpoint) -> Set<Double> { announced.peek(server) ?? [] }

  /// All series in an order that depends on nothing but their keys.
  package var series: [ContactSeries] { table.sorted }
  package var seriesCount: Int { table.count }

  /// Drops the half that has been silent longest.
  private mutating func forgetQuietest() {
    let ends = table.all.map { ($0.extent.end, $0.key) }.sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    let dropped = max(1, ends.count / 2)
    guard dropped < ends.count else {
      forgotten &+= UInt64(ends.count)
      contactCount = 0
      return table = SeriesTable()
    }
    let (end, key) = ends[dropped]
    table.keep { $0.extent.end == end ? $0.key >= key : $0.extent.end > end }
    contactCount = table.all.reduce(0) { $0 + $1.items.count }
    forgotten &+= UInt64(dropped)
  }
}
