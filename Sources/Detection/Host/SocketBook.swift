package import TrafficModel

/// Who held which socket of the capturing host when, to be found by the ends of a flow.
package struct SocketBook: Sendable {
  private struct Holder: Sendable {
    var process: HostProcess
    var time: Timestamp
  }

  private struct Connection: Hashable {
    var transport: TransportProtocol
    var local: Endpoint
    var remote: Endpoint
  }

  private struct Port: Hashable {
    var transport: TransportProtocol
    var local: Endpoint
  }

  /// A socket is seen shortly after its first frame; clocks of frames and looks agree that well.
  private static let slackNanoseconds: Int64 = 1_000_000_000
  /// The same ends or port used again and again.
  private static let holdersEach = 8
  private static let unspecified: Set<IPAddress> = [IPAddress(v4: 0), IPAddress(v6: 0)]

  private let limit: Int
  private var connections: [Connection: [Holder]] = [:]
  private var ports: [Port: [Holder]] = [:]
  private var addresses: Set<IPAddress> = []

  /// - Parameter limit: connections, and ports, that are remembered; of more, the later half.
  package init(limit: Int = 100_000) { self.limit = limit }

  package mutating func add(_ sighting: SocketSighting) {
    switch sighting {
    case .addresses(let all, _): addresses = all
    case .port(let transport, let local, let process, let time):
      Self.add(Holder(process: process, time: time), to: Port(transport: transport, local: local), in: &ports, limit)
    case .connection(let transport, let local, let remote, let process, let time):
      Self.add(
        Holder(process: process, time: time), to: Connection(transport: transport, local: local, remote: remote),
        in: &connections, limit)
    }
  }

  /// The process at that end of `flow`, when it was seen there while the flow lasted, or waiting there before it ended.
  package func process(at local: Endpoint, of flow: FlowSummary) -> HostProcess? {
    let (client, server) = (flow.flow.client, flow.flow.server)
    let connection = Connection(
      transport: flow.flow.transport, local: local, remote: local == client ? server : client)
    let end = flow.extent.end.advanced(byNanoseconds: Self.slackNanoseconds)
    let start = flow.extent.start.advanced(byNanoseconds: -Self.slackNanoseconds)
    if let holder = connections[connection]?.last(where: { $0.time <= end && $0.time >= start }) {
      return holder.process
    }
    // A client's port of TCP is the connection's own; of UDP it need not be.
    guard local == server || flow.flow.transport == .udp else { return nil }
    return holder(of: local, flow.flow.transport, before: end)?.process
  }

  private func holder(of local: Endpoint, _ transport: TransportProtocol, before end: Timestamp) -> Holder? {
    let exact = ports[Port(transport: transport, local: local)]?.last { $0.time <= end }
    if exact != nil || !addresses.contains(local.address) { return exact }
    return Self.unspecified.compactMap { any in
      ports[Port(transport: transport, local: Endpoint(any, local.port))]?.last { $0.time <= end }
    }.max { $0.time < $1.time }
  }

  private static func add<Key: Hashable>(_ holder: Holder, to key: Key, in table: inout [Key: [Holder]], _ limit: Int) {
    table[key, default: []].append(holder)
    if table[key]?.count ?? 0 > holdersEach { table[key]?.removeFirst() }
    guard table.count > limit else { return }
    let middle = table.values.compactMap(\.last?.time).sorted()[table.count / 2]
    table = table.filter { $0.value.last?.time ?? middle >= middle }
  }
}
