import Policy
import TrafficModel

/// One thing a server may reach, in the terms that both firewalls know: addresses of one family or a set of them, one
/// transport, ports.
struct FirewallRule {
  enum Destination: Hashable {
    case any
    case networks([IPNetwork])
    /// The set that holds the addresses of a name.
    case set(String)
    /// The loopback device.
    case loopback
  }

  var destination: Destination
  var transport: TransportProtocol
  /// Empty for all.
  var ports: [PortRange]
  /// What the policy says, and where.
  var comment: String

  /// What `server` may reach in one family, in the order of the policy, names last.
  static func rules(of server: ServerPolicy, v4: Bool, _ rules: RuleText) -> [FirewallRule] {
    loopback(server, rules) + resolvers(server, v4: v4, rules)
      + server.allowed.flatMap { destination($0, server, v4: v4, rules) }
  }

  private static func loopback(_ server: ServerPolicy, _ rules: RuleText) -> [FirewallRule] {
    let comment = "loopback (\(rules.citation(server.lines["loopback"] ?? server.line)))"
    let ports: [PortRange]
    switch server.loopback {
    case .none: return []
    case .all: ports = []
    case .ports(let some): ports = some.sorted()
    }
    return [.tcp, .udp].map { FirewallRule(destination: .loopback, transport: $0, ports: ports, comment: comment) }
  }

  private static func resolvers(_ server: ServerPolicy, v4: Bool, _ rules: RuleText) -> [FirewallRule] {
    let destination: Destination
    switch server.dns {
    case .none: return []
    case .any: destination = .any
    case .only(let networks):
      let own = networks.filter { $0.isV4 == v4 }.sorted()
      guard !own.isEmpty else { return [] }
      destination = .networks(own)
    }
    let comment = "DNS (\(rules.citation(server.lines["dns"] ?? server.line)))"
    return [.udp, .tcp].map {
      FirewallRule(destination: destination, transport: $0, ports: [PortRange(53)], comment: comment)
    }
  }

  private static func destination(
    _ allowed: AllowedDestination, _ server: ServerPolicy, v4: Bool, _ rules: RuleText
  ) -> [FirewallRule] {
    let destination: Destination
    switch allowed.target {
    case .any: destination = .any
    case .network(let network):
      guard network.isV4 == v4 else { return [] }
      destination = .networks([network])
    case .name(let pattern):
      guard !pattern.isWildcard else { return [] }
      destination = .set(SetName.of(server, pattern, v4: v4))
    }
    let reason = allowed.reason.map { ", \($0)" } ?? ""
    let comment = "\(allowed.target) (\(rules.citation(allowed.line))\(reason))"
    return [TransportProtocol.tcp, .udp].filter(allowed.protocols.contains).map {
      FirewallRule(destination: destination, transport: $0, ports: allowed.ports.sorted(), comment: comment)
    }
  }
}
