import Policy
import SettingsFiles
import TrafficModel

/// Reads one element of `servers`.
struct ServerSection {
  private static let keys = [
    "name", "addresses", "hosts", "implementations", "listen", "user", "unit", "executable", "children",
    "configuration", "tools", "dns", "loopback", "authentication", "allow",
  ]

  let log: ProblemLog
  let policy: PolicySection

  func read(_ node: SettingsNode, _ name: String) -> ServerPolicy {
    let section = SettingsSection(node, name, keys: Self.keys, log)
    var server = ServerPolicy(
      name: policy.required(section, name, "name", "a name of letters, digits, - and _", PolicyWords.name) ?? name)
    server.line = node.position.line
    for member in node.members { server.lines[member.key] = member.keyPosition.line }
    identity(section, name, &server)
    files(section, &server)
    server.dns = resolvers(section)
    server.loopback = loopback(section)
    server.authentication = AuthenticationSection(log: log).read(section, name)
    server.allowed = policy.allowed(section)
    return server
  }

  private func identity(_ section: SettingsSection, _ name: String, _ server: inout ServerPolicy) {
    server.addresses = section.list("addresses", "an address or a network", IPNetwork.init(parsing:))
    server.hosts = section.list("hosts", "a host name", HostNamePattern.init(parsing:))
    server.implementations = section.list("implementations", "a name") { $0.isEmpty ? nil : $0 }
    server.listen = section.list("listen", "a port or a range such as 8000-8100", PortRange.init(parsing:))
    server.user = section.list("user", "an account or its number", PolicyWords.user).first
    server.unit = section.list("unit", "a unit such as mcp-search.service", PolicyWords.unit).first
    let isKnown = !["addresses", "hosts", "implementations", "listen", "user"].allSatisfy { section.value($0) == nil }
    guard isKnown else {
      log.add(section.node.position, "\(name) needs one of 'addresses', 'hosts', 'implementations', 'listen' or 'user'")
      return
    }
  }

  private func files(_ section: SettingsSection, _ server: inout ServerPolicy) {
    let what = "a path from the root, of letters, digits and /-_.+:@,="
    server.executable = section.list("executable", what, PolicyWords.path).first
    server.children = section.list("children", what, PolicyWords.path)
    server.configurationPaths = section.list("configuration", what, PolicyWords.path)
    server.toolPaths = section.list("tools", what, PolicyWords.path)
  }

  private func resolvers(_ section: SettingsSection) -> ServerPolicy.Resolvers {
    guard let value = section.value("dns") else { return .none }
    if let flag = value.boolean { return flag ? .any : .none }
    let networks = section.list("dns", "true, false or the address of a resolver", IPNetwork.init(parsing:))
    return networks.isEmpty ? .none : .only(networks)
  }

  private func loopback(_ section: SettingsSection) -> ServerPolicy.Loopback {
    guard let value = section.value("loopback") else { return .none }
    if let flag = value.boolean { return flag ? .all : .none }
    let ports = section.list("loopback", "true, false or a port", PortRange.init(parsing:))
    return ports.isEmpty ? .none : .ports(ports)
  }
}
