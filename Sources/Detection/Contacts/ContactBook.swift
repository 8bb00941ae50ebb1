package import TrafficModel

/// Who contacted whom when, compact and bounded: what hunts look back over. Filled from events as they pass, or from a store.
package struct ContactBook: Sendable {
  private let limits: ContactLimits
  private var table: [ContactKey: ContactSeries] = [:]
  private var contactCount = 0
  /// Intervals that servers told their clients to come back after, in seconds.
  private var announced: [Endpoint: Set<Double>] = [:]
  private var speakers: Set<Endpoint> = []
  /// Series that were forgotten to keep within the limits.
  package private(set) var forgotten: UInt64 = 0
  package private(set) var window: Extent?

  package init(limits: ContactLimits = ContactLimits()) { self.limits = limits }

  package mutating func add(_ contact: Contact) {
    if window?.extend(over: contact.extent) == nil { window = contact.extent }
    if table[contact.key] == nil { makeRoom() }
    if contactCount >= limits.contacts { forgetQuietest() }
    guard let index = table.index(forKey: contact.key) else {
      table[contact.key] = ContactSeries(contact)
      contactCount += 1
      return
    }
    contactCount -= table.values[index].items.count
    table.values[index].add(contact)
    contactCount += table.values[index].items.count
  }

  /// `server` asks its clients to come back after `seconds`.
  package mutating func announce(_ seconds: Double, by server: Endpoint) {
    guard announced[server] != nil || announced.count < limits.servers else { return }
    // A server that announces ever new intervals explains nothing by them.
    guard announced[server, default: []].count < 8 else { return }
    announced[server, default: []].insert(seconds)
  }

  /// `server` speaks MCP: its requests are known one by one.
  package mutating func noteSpeaker(_ server: Endpoint) {
    if speakers.count < limits.servers { speakers.insert(server) }
  }

  package func isSpeaker(_ server: Endpoint) -> Bool { speakers.contains(server) }
  package func intervals(of server: Endpoint) -> Set<Double> { announced[server] ?? [] }

  /// All series in an order that depends on nothing but their keys.
  package var series: [ContactSeries] { table.values.sorted { $0.key < $1.key } }
  package var seriesCount: Int { table.count }

  private mutating func makeRoom() { if table.count >= limits.series { forgetQuietest() } }

  /// Drops the half that has been silent longest.
  private mutating func forgetQuietest() {
    let ordered = table.values.sorted {
      $0.extent.end == $1.extent.end ? $0.key < $1.key : $0.extent.end < $1.extent.end
    }
    for series in ordered.prefix(max(1, ordered.count / 2)) {
      table[series.key] = nil
      contactCount -= series.items.count
      forgotten &+= 1
    }
  }
}
