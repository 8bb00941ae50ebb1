package import TrafficModel

/// The contacts of one key, compact: the latest of them one by one, of all their number and their ends.
package struct ContactSeries: Sendable {
  package struct Item: Hashable, Sendable {
    package var time: Timestamp
    package var bytesOut: UInt32
    package var bytesIn: UInt32
    package var body: UInt64
  }

  /// Items kept.
  package static let limit = 500

  package let key: ContactKey
  package let flow: FlowReference
  package let method: UntrustedText
  package let tool: UntrustedText?
  package private(set) var serverName: UntrustedText?
  /// As they came, which is almost the order of time.
  package private(set) var items: [Item] = []
  package private(set) var total: UInt64 = 0
  package private(set) var bytesOut: UInt64 = 0
  package private(set) var extent: Extent
  package private(set) var first: Provenance
  package private(set) var latest: Provenance

  package init(_ contact: Contact) {
    key = contact.key
    flow = contact.flow
    method = contact.method
    tool = contact.tool
    serverName = contact.serverName
    extent = contact.extent
    first = Provenance(flow: contact.flow.id, extent: contact.extent)
    latest = first
    add(contact)
  }

  package mutating func add(_ contact: Contact) {
    total &+= 1
    bytesOut &+= contact.bytesOut
    extent.extend(over: contact.extent)
    latest = Provenance(flow: contact.flow.id, extent: contact.extent)
    if serverName == nil { serverName = contact.serverName }
    // In blocks, so that dropping old ones costs little.
    if items.count >= 2 * Self.limit { items.removeFirst(Self.limit) }
    items.append(
      Item(
        time: contact.time, bytesOut: UInt32(clamping: contact.bytesOut), bytesIn: UInt32(clamping: contact.bytesIn),
        body: contact.body))
  }

  /// The latest items in order of time.
  package var ordered: [Item] { Array(items.sorted { $0.time < $1.time }.suffix(Self.limit)) }
}
