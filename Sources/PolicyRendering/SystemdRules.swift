import Policy

/// A drop-in for each server's unit. systemd filters addresses, not ports; names it does not know at all.
struct SystemdRules {
  private let file: String

  init(file: String) { self.file = file }

  func render(_ policy: EgressPolicy) -> RenderedRules {
    var rules = RuleText(file: file)
    var remarks: [String] = []
    rules.comment("Made by egret policy render --format systemd from \(rules.citation(0)). Change that, not this.")
    rules.comment("systemd filters addresses, not ports: use it beside firewall rules, not instead of them.")
    for server in policy.servers {
      let unit = server.unit ?? "\(server.name).service"
      if server.unit == nil {
        remarks.append("\(rules.citation(server.line)): \(server.name) has no 'unit'; \(unit) was taken")
      }
      rules.blank()
      rules.comment("\(server.name) (\(rules.citation(server.line)))")
      rules.comment("/etc/systemd/system/\(unit).d/50-egret.conf")
      self.unit(server, policy, &rules, &remarks)
    }
    return RenderedRules(text: rules.text, remarks: remarks)
  }

  private func unit(
    _ server: ServerPolicy, _ policy: EgressPolicy, _ rules: inout RuleText, _ remarks: inout [String]
  ) {
    rules.line("[Service]")
    if server.allowed.contains(where: { $0.target == .any }) || server.dns == .any {
      remarks.append(
        "\(rules.citation(server.line)): \(server.name) may reach any address, so systemd lets it out anywhere")
      rules.line("IPAddressAllow=any")
    } else if names(server, rules, &remarks) {
      rules.comment("It must reach names, which systemd cannot filter: addresses are left open here.")
      rules.line("IPAddressAllow=any")
    } else {
      addresses(server, &rules)
      clients(server, policy, &rules, &remarks)
    }
    bindings(server, &rules)
  }

  /// Denying what only a name stands for would cut the server off.
  private func names(_ server: ServerPolicy, _ rules: RuleText, _ remarks: inout [String]) -> Bool {
    guard let first = server.allowed.first(where: { if case .name = $0.target { true } else { false } }) else {
      return false
    }
    remarks.append(
      "\(rules.citation(first.line)): \(server.name) may reach the name \(first.target), which systemd cannot filter; "
        + "its addresses are left to the firewall")
    return true
  }

  private func addresses(_ server: ServerPolicy, _ rules: inout RuleText) {
    rules.line("IPAddressDeny=any")
    if server.loopback != .none {
      rules.comment("loopback (\(rules.citation(server.lines["loopback"] ?? server.line)))")
      rules.line("IPAddressAllow=localhost")
    }
    if case .only(let resolvers) = server.dns {
      rules.comment("DNS (\(rules.citation(server.lines["dns"] ?? server.line)))")
      rules.line("IPAddressAllow=\(resolvers.sorted().map(\.description).joined(separator: " "))")
    }
    for allowed in server.allowed {
      guard case .network(let network) = allowed.target else { continue }
      rules.comment("\(network) (\(rules.citation(allowed.line)))")
      rules.line("IPAddressAllow=\(network)")
    }
  }

  /// systemd filters both ways: whoever may talk to the server must be let in.
  private func clients(
    _ server: ServerPolicy, _ policy: EgressPolicy, _ rules: inout RuleText, _ remarks: inout [String]
  ) {
    let groups = policy.clients.filter { $0.allowed.contains { reaches($0, server) } }
    for group in groups {
      rules.comment("its clients \(group.name) (\(rules.citation(group.line)))")
      rules.line("IPAddressAllow=\(group.addresses.sorted().map(\.description).joined(separator: " "))")
    }
    guard groups.isEmpty else { return }
    remarks.append(
      "\(rules.citation(server.line)): no group of 'clients' may talk to \(server.name); systemd filters both ways and "
        + "would keep its clients out")
  }

  private func reaches(_ allowed: AllowedDestination, _ server: ServerPolicy) -> Bool {
    switch allowed.target {
    case .any: true
    case .network(let network): server.addresses.contains { network.contains($0.base) }
    case .name(let pattern): server.hosts.contains { $0 == pattern || pattern.matches($0.description) }
    }
  }

  private func bindings(_ server: ServerPolicy, _ rules: inout RuleText) {
    guard !server.listen.isEmpty else { return }
    rules.comment("what it listens on (\(rules.citation(server.lines["listen"] ?? server.line)))")
    rules.line("SocketBindDeny=any")
    for range in server.listen.sorted() {
      rules.line("SocketBindAllow=tcp:\(range.first == range.last ? "\(range.first)" : "\(range.first)-\(range.last)")")
    }
  }
}
