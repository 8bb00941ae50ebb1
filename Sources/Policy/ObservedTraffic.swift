package import TrafficModel

/// Who served MCP in a time, who used it, and what every machine reached: what two periods, or a period and a policy, are
/// compared by.
package struct ObservedTraffic: Sendable {
  /// A machine and what it reached. Where a name is known it stands for the address: addresses of names change.
  package struct Contact: Hashable, Sendable {
    package var machine: IPAddress
    package var target: UntrustedText
    package var port: UInt16
    package var transport: TransportProtocol
  }

  /// How a contact was used.
  package struct Use: Hashable, Sendable {
    package var destination: Endpoint
    package var name: String?
    package var flows: UInt64 = 0
    package var bytesSent: UInt64 = 0
    package var first: Timestamp
    package var last: Timestamp
  }

  /// How an MCP server was known.
  package struct Identity: Hashable, Sendable {
    package var host: String?
    package var implementation: String?
  }

  /// Beyond these, what is new is left out and counted.
  private static let contactLimit = 200_000
  private static let serverLimit = 10_000

  package private(set) var servers: [Endpoint: Identity] = [:]
  /// What machines reached by any protocol.
  package private(set) var contacts: [Contact: Use] = [:]
  /// Which MCP servers machines used.
  package private(set) var sessions: [Contact: Use] = [:]
  package private(set) var leftOut = 0

  package init() {}

  package mutating func note(
    session client: IPAddress, _ server: Endpoint, authority: UntrustedText?, implementation: UntrustedText?,
    from first: Timestamp, to last: Timestamp
  ) {
    let host = authority.flatMap(Self.host)
    guard servers[server] != nil || servers.count < Self.serverLimit else {
      leftOut += 1
      return
    }
    servers[server] = Identity(
      host: host ?? servers[server]?.host,
      implementation: implementation?.rawTextForMatchingAndStorage ?? servers[server]?.implementation)
    let use = Use(destination: server, name: host, flows: 1, first: first, last: last)
    Self.add(use, Self.contact(client, server, host, .tcp), to: &sessions, &leftOut)
  }

  package mutating func note(
    flow client: IPAddress, _ server: Endpoint, _ transport: TransportProtocol, name: UntrustedText?, sent: UInt64,
    from first: Timestamp, to last: Timestamp
  ) {
    let host = name.flatMap(Self.host)
    let use = Use(destination: server, name: host, flows: 1, bytesSent: sent, first: first, last: last)
    Self.add(use, Self.contact(client, server, host, transport), to: &contacts, &leftOut)
  }

  private static func contact(
    _ machine: IPAddress, _ server: Endpoint, _ host: String?, _ transport: TransportProtocol
  ) -> Contact {
    Contact(
      machine: machine, target: UntrustedText(host ?? server.address.description), port: server.port,
      transport: transport)
  }

  private static func add(_ use: Use, _ contact: Contact, to table: inout [Contact: Use], _ leftOut: inout Int) {
    guard var known = table[contact] else {
      if table.count < contactLimit { table[contact] = use } else { leftOut += 1 }
      return
    }
    known.flows &+= use.flows
    known.bytesSent &+= use.bytesSent
    known.first = min(known.first, use.first)
    known.last = max(known.last, use.last)
    table[contact] = known
  }

  /// Without port and final dot, in lower case; nil for addresses.
  private static func host(_ authority: UntrustedText) -> String? {
    let text = authority.rawTextForMatchingAndStorage
    guard let host = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first else {
      return nil
    }
    return HostNamePattern(parsing: host)?.description
  }

  package func isServer(_ machine: IPAddress) -> Bool { servers.keys.contains { $0.address == machine } }
}

extension ObservedTraffic {
  /// The server of `policy` that the machine is, by its address or by what was seen of it.
  package func server(_ machine: IPAddress, in policy: EgressPolicy) -> ServerPolicy? {
    if let server = policy.server(opening: machine) { return server }
    for (endpoint, identity) in servers.sorted(by: { $0.key < $1.key }) where endpoint.address == machine {
      if let server = policy.server(at: endpoint, host: identity.host, implementation: identity.implementation) {
        return server
      }
    }
    return nil
  }
}
