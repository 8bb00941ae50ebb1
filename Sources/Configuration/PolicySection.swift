import Policy
import SettingsFiles
import TrafficModel

/// Reads `internal`, `servers` and `clients`.
struct PolicySection {
  static let keys = ["internal", "servers", "clients"]
  private static let allowKeys = ["to", "ports", "protocols", "budget", "reason"]
  private static let clientKeys = ["name", "addresses", "allow"]

  let log: ProblemLog

  func read(_ root: SettingsSection) -> EgressPolicy {
    var policy = EgressPolicy()
    if root.value("internal") != nil {
      policy.internalNetworks = root.list("internal", "an address or a network", IPNetwork.init(parsing:))
    }
    for (index, node) in sequence(root, "servers").enumerated() {
      policy.servers.append(ServerSection(log: log, policy: self).read(node, "servers[\(index)]"))
    }
    for (index, node) in sequence(root, "clients").enumerated() {
      policy.clients.append(client(node, "clients[\(index)]"))
    }
    refuseRepeatedNames(root, "servers")
    refuseRepeatedNames(root, "clients")
    return policy
  }

  private func client(_ node: SettingsNode, _ name: String) -> ClientPolicy {
    let section = SettingsSection(node, name, keys: Self.clientKeys, log)
    let addresses = section.list("addresses", "an address or a network", IPNetwork.init(parsing:))
    if addresses.isEmpty { log.add(node.position, "\(name) needs 'addresses': whose traffic is it about?") }
    return ClientPolicy(
      name: required(section, name, "name", "a name of letters, digits, - and _", PolicyWords.name) ?? name,
      addresses: addresses, allowed: allowed(section), line: node.position.line)
  }

  func sequence(_ section: SettingsSection, _ key: String) -> [SettingsNode] {
    guard let value = section.value(key) else { return [] }
    guard value.isSequence else {
      log.add(value.position, "'\(key)' must be a list")
      return []
    }
    return value.elements
  }

  func required<Value>(
    _ section: SettingsSection, _ name: String, _ key: String, _ what: String, _ make: (String) -> Value?
  ) -> Value? {
    guard section.value(key) != nil else {
      log.add(section.node.position, "\(name) needs '\(key)': \(what)")
      return nil
    }
    return section.list(key, what, make).first
  }

  /// The `allow` list: texts, or mappings with `to`.
  func allowed(_ section: SettingsSection) -> [AllowedDestination] {
    sequence(section, "allow").enumerated().compactMap { index, node in
      guard !node.isMapping else { return destination(node, "allow[\(index)]") }
      return SettingsSection.list(node, "allow", "an address, a network, a host name or any", log) { text in
        PolicyWords.target(text).map { AllowedDestination($0, line: node.position.line) }
      }.first
    }
  }

  private func destination(_ node: SettingsNode, _ name: String) -> AllowedDestination? {
    let section = SettingsSection(node, name, keys: Self.allowKeys, log)
    let target = required(section, name, "to", "an address, a network, a host name or any", PolicyWords.target)
    let ports = section.list("ports", "a port or a range such as 8000-8100", PortRange.init(parsing:))
    let protocols = section.list("protocols", "tcp or udp", PolicyWords.transport)
    let budget = section.list("budget", "an amount such as 50 MB/day", PolicyWords.budget).first
    let reason = section.text("reason")
    guard let target else { return nil }
    return AllowedDestination(
      target, ports: ports, protocols: protocols.isEmpty ? [.tcp] : protocols, budget: budget, reason: reason,
      line: node.position.line)
  }

  /// Rules are named after servers: two of one name would write into each other.
  private func refuseRepeatedNames(_ root: SettingsSection, _ key: String) {
    var known: [String: Int] = [:]
    for node in root.value(key)?.elements ?? [] {
      guard let member = node.members.first(where: { $0.key == "name" }), let name = member.value.text else { continue }
      if let line = known[name] {
        log.add(member.value.position, "the name '\(SettingsSection.shown(name))' is taken in line \(line)")
      }
      known[name] = known[name] ?? member.value.position.line
    }
  }
}
