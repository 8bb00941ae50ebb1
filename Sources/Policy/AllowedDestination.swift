package import TrafficModel

/// One line of a policy that lets traffic out: where to, on which ports, by which protocols, how much.
package struct AllowedDestination: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case any
    case network(IPNetwork)
    /// Matched against the name a flow's address was resolved as, its SNI, or its Host. Firewalls see addresses only and
    /// keep sets of them, which must be refreshed.
    case name(HostNamePattern)
  }

  package var target: Target
  /// Empty for all ports.
  package var ports: [PortRange]
  package var protocols: [TransportProtocol]
  package var budget: ByteBudget?
  package var reason: String?
  /// The line of the policy file that says so; 0 when it came from elsewhere.
  package var line: Int

  package init(
    _ target: Target, ports: [PortRange] = [], protocols: [TransportProtocol] = [.tcp], budget: ByteBudget? = nil,
    reason: String? = nil, line: Int = 0
  ) {
    self.target = target
    self.ports = ports
    self.protocols = protocols
    self.budget = budget
    self.reason = reason
    self.line = line
  }

  /// Whether traffic to `endpoint`, known under `names`, is meant. Budgets are for who keeps count.
  package func covers(_ endpoint: Endpoint, names: [String], _ transport: TransportProtocol) -> Bool {
    guard protocols.contains(transport) else { return false }
    guard ports.isEmpty || ports.contains(where: { $0.contains(endpoint.port) }) else { return false }
    switch target {
    case .any: return true
    case .network(let network): return network.contains(endpoint.address)
    case .name(let pattern): return names.contains(where: pattern.matches)
    }
  }
}

extension AllowedDestination.Target: CustomStringConvertible {
  /// As it is written in a policy.
  package var description: String {
    switch self {
    case .any: "any"
    case .network(let network): network.description
    case .name(let pattern): pattern.description
    }
  }
}
