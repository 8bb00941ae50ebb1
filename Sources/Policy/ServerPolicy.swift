package import TrafficModel

/// What one MCP server is, and what it may do.
package struct ServerPolicy: Hashable, Sendable {
  /// Who may be asked for names.
  package enum Resolvers: Hashable, Sendable {
    case none
    /// Port 53 of any address.
    case any
    case only([IPNetwork])
  }

  /// What it may reach on its own machine.
  package enum Loopback: Hashable, Sendable {
    case none
    case all
    case ports([PortRange])
  }

  /// A short name for people and for the rules rendered from this policy: letters, digits, `-`, `_`.
  package var name: String
  package var addresses: [IPNetwork] = []
  /// The names its clients call it by.
  package var hosts: [HostNamePattern] = []
  /// The names it gives itself in `serverInfo`.
  package var implementations: [String] = []
  /// The ports it listens on.
  package var listen: [PortRange] = []
  /// The account of the service.
  package var user: String?
  package var executable: String?
  /// Programs that it starts, besides its own.
  package var children: [String] = []
  package var configurationPaths: [String] = []
  package var toolPaths: [String] = []
  /// The systemd unit, where there is one.
  package var unit: String?
  package var dns: Resolvers = .none
  package var loopback: Loopback = .none
  package var allowed: [AllowedDestination] = []
  /// Which tokens it should accept; nil when nothing is said of them.
  package var authentication: AuthenticationPolicy?
  /// The line of the policy file where it begins; 0 when it came from elsewhere.
  package var line = 0
  /// Lines of single settings, by their key, for rules to cite.
  package var lines: [String: Int] = [:]

  package init(name: String) { self.name = name }

  /// Whether it is the server at `endpoint`: by its address, by a name clients use, or by the name it gives itself; and
  /// on one of its ports, where any are set. Ports alone identify a server only where nothing else is set.
  package func describes(_ endpoint: Endpoint, host: String?, implementation: String?) -> Bool {
    guard listen.isEmpty || listen.contains(where: { $0.contains(endpoint.port) }) else { return false }
    guard !addresses.isEmpty || !hosts.isEmpty || !implementations.isEmpty else { return !listen.isEmpty }
    return addresses.contains { $0.contains(endpoint.address) }
      || host.map { host in hosts.contains { $0.matches(host) } } ?? false
      || implementation.map(implementations.contains) ?? false
  }

  /// Whether flows that `address` opens are this server's own: by address alone, since they leave from any port.
  package func opensFlows(from address: IPAddress) -> Bool { addresses.contains { $0.contains(address) } }

  /// The part of the policy that lets it open a flow to `destination`, known under `names`; nil when none does.
  package func permission(
    for destination: Endpoint, names: [String], _ transport: TransportProtocol
  ) -> Permission? {
    if destination.port == 53, dns.permits(destination.address) { return .dns }
    if destination.address.isLoopback, loopback.permits(destination.port) { return .loopback }
    return allowed.firstIndex { $0.covers(destination, names: names, transport) }.map(Permission.destination)
  }

  /// Which part of a policy lets a flow out.
  package enum Permission: Hashable, Sendable {
    case dns
    case loopback
    /// By its index in `allowed`.
    case destination(Int)
  }
}

extension ServerPolicy.Resolvers {
  package func permits(_ address: IPAddress) -> Bool {
    switch self {
    case .none: false
    case .any: true
    case .only(let networks): networks.contains { $0.contains(address) }
    }
  }
}

extension ServerPolicy.Loopback {
  package func permits(_ port: UInt16) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .ports(let ranges): ranges.contains { $0.contains(port) }
    }
  }
}
