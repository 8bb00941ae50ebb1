package import TrafficModel

/// Who may talk to whom: the one policy that traffic is checked against and that rules are rendered from.
package struct EgressPolicy: Hashable, Sendable {
  /// Networks of one's own. What is neither in them nor loopback is outside.
  package var internalNetworks: [IPNetwork]
  package var servers: [ServerPolicy]
  package var clients: [ClientPolicy]

  package init(
    internalNetworks: [IPNetwork] = EgressPolicy.privateNetworks, servers: [ServerPolicy] = [],
    clients: [ClientPolicy] = []
  ) {
    self.internalNetworks = internalNetworks
    self.servers = servers
    self.clients = clients
  }

  /// Nothing is stated, so nothing can be violated.
  package var isEmpty: Bool { servers.isEmpty && clients.isEmpty }

  package func isInternal(_ address: IPAddress) -> Bool {
    address.isLoopback || internalNetworks.contains { $0.contains(address) }
  }

  /// The first server the policy describes at `endpoint`.
  package func server(at endpoint: Endpoint, host: String? = nil, implementation: String? = nil) -> ServerPolicy? {
    servers.first { $0.describes(endpoint, host: host, implementation: implementation) }
  }

  /// The first server whose own flows come from `address`.
  package func server(opening address: IPAddress) -> ServerPolicy? { servers.first { $0.opensFlows(from: address) } }

  package func client(at address: IPAddress) -> ClientPolicy? { clients.first { $0.describes(address) } }

  /// RFC 1918, RFC 6598, RFC 4193 and the link-local networks.
  package static let privateNetworks: [IPNetwork] = [
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10",
  ].compactMap(IPNetwork.init(parsing:))
}
