package import Policy
package import TrafficModel

/// Makes a policy of what was seen: each machine that served MCP may go on reaching what it reached, and nothing else. What
/// was seen is not what is right: the text is for somebody to read before it is used.
package struct PolicyLearner: Sendable {
  private struct Onward: Hashable, Sendable {
    var destination: Endpoint
    var transport: TransportProtocol
  }

  /// More servers or destinations than this are not one's own; what comes later is left out and counted.
  private static let serverLimit = 1_000
  private static let destinationLimit = 10_000

  private var ports: [IPAddress: Set<UInt16>] = [:]
  private var hosts: [IPAddress: Set<HostNamePattern>] = [:]
  private var clients: [IPAddress: Set<Endpoint>] = [:]
  /// By the machine that opened the flow.
  private var onward: [IPAddress: [Onward: HostNamePattern?]] = [:]
  private var destinationCount = 0
  package private(set) var leftOut = 0

  package init() {}

  package mutating func observe(_ event: TrafficEvent) {
    switch event {
    case .session(let session): note(session.value)
    case .flow(let flow): note(flow.value)
    default: break
    }
  }

  private mutating func note(_ session: MCPSession) {
    let server = session.flow.server
    guard ports[server.address] != nil || ports.count < Self.serverLimit else {
      leftOut += 1
      return
    }
    ports[server.address, default: []].insert(server.port)
    if clients.count < Self.destinationLimit { clients[session.flow.client.address, default: []].insert(server) }
    let authority = session.session.authority?.rawTextForMatchingAndStorage.split(separator: ":").first
    if let authority, let name = HostNamePattern(parsing: authority), hosts[server.address]?.count ?? 0 < 16 {
      hosts[server.address, default: []].insert(name)
    }
  }

  private mutating func note(_ flow: FlowSummary) {
    guard flow.toClient.frames > 0 else { return }
    guard destinationCount < Self.destinationLimit else {
      leftOut += 1
      return
    }
    // A Host may name the port as well.
    let host = flow.serverName?.rawTextForMatchingAndStorage.split(separator: ":").first
    let name = host.flatMap { HostNamePattern(parsing: $0) }
    let to = Onward(destination: flow.flow.server, transport: flow.flow.transport)
    if onward[flow.flow.client.address]?[to] == nil { destinationCount += 1 }
    onward[flow.flow.client.address, default: [:]][to] = .some(name)
  }

  /// - Parameter user: the account the servers run as, which no capture shows.
  package func policy(user: String?) -> EgressPolicy {
    var policy = EgressPolicy()
    for address in ports.keys.sorted() {
      policy.servers.append(server(address, "server-\(policy.servers.count + 1)", user))
    }
    for address in clients.keys.sorted() {
      let allowed = (clients[address] ?? []).sorted().map {
        AllowedDestination(.network(IPNetwork($0.address)), ports: [PortRange($0.port)])
      }
      policy.clients.append(
        ClientPolicy(name: "client-\(policy.clients.count + 1)", addresses: [IPNetwork(address)], allowed: allowed))
    }
    return policy
  }

  private func server(_ address: IPAddress, _ name: String, _ user: String?) -> ServerPolicy {
    var server = ServerPolicy(name: name)
    server.addresses = [IPNetwork(address)]
    server.hosts = (hosts[address] ?? []).sorted()
    server.listen = (ports[address] ?? []).sorted().map { PortRange($0) }
    server.user = user
    var resolvers: [IPNetwork] = []
    let seen = (onward[address] ?? [:]).sorted {
      ($0.key.destination, $0.key.transport.rawValue) < ($1.key.destination, $1.key.transport.rawValue)
    }
    for (to, name) in seen where to.destination.address != address {
      if to.destination.port == 53 {
        let resolver = IPNetwork(to.destination.address)
        if !resolvers.contains(resolver) { resolvers.append(resolver) }
        continue
      }
      let target = name.map(AllowedDestination.Target.name) ?? .network(IPNetwork(to.destination.address))
      let allowed = AllowedDestination(target, ports: [PortRange(to.destination.port)], protocols: [to.transport])
      if !server.allowed.contains(allowed) { server.allowed.append(allowed) }
    }
    if !resolvers.isEmpty { server.dns = .only(resolvers) }
    return server
  }
}
