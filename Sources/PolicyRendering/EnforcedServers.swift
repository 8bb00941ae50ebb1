import Policy

/// The servers that rules of a firewall can be made for: those with an account of their own.
enum EnforcedServers {
  static func choose(_ policy: EgressPolicy, _ rules: RuleText) -> (servers: [ServerPolicy], remarks: [String]) {
    var remarks: [String] = []
    let servers = policy.servers.filter { server in
      guard let user = server.user else {
        remarks.append(
          "\(rules.citation(server.line)): \(server.name) has no 'user', so no firewall can tell its traffic")
        return false
      }
      guard user != "root", user != "0" else {
        remarks.append(
          "\(rules.citation(server.line)): \(server.name) runs as root; its rules would cut off the machine")
        return false
      }
      return true
    }
    let joined = joined(servers, rules, &remarks)
    return (joined, remarks + NameRefresh.remarks(joined, rules))
  }

  /// Servers of one account are one to a firewall: the drop of the first would hide what the second may do.
  private static func joined(
    _ servers: [ServerPolicy], _ rules: RuleText, _ remarks: inout [String]
  ) -> [ServerPolicy] {
    var joined: [ServerPolicy] = []
    for server in servers {
      guard let index = joined.firstIndex(where: { $0.user == server.user }) else {
        joined.append(server)
        continue
      }
      remarks.append(
        "\(rules.citation(server.line)): \(server.name) runs as the user of \(joined[index].name); each may do what either may"
      )
      joined[index].allowed += server.allowed.filter { !joined[index].allowed.contains($0) }
      joined[index].dns = joined[index].dns.joined(with: server.dns)
      joined[index].loopback = joined[index].loopback.joined(with: server.loopback)
    }
    return joined
  }
}

extension ServerPolicy.Resolvers {
  fileprivate func joined(with other: Self) -> Self {
    switch (self, other) {
    case (.any, _), (_, .any): .any
    case (.none, let rest), (let rest, .none): rest
    case (.only(let own), .only(let more)): .only(own + more.filter { !own.contains($0) })
    }
  }
}

extension ServerPolicy.Loopback {
  fileprivate func joined(with other: Self) -> Self {
    switch (self, other) {
    case (.all, _), (_, .all): .all
    case (.none, let rest), (let rest, .none): rest
    case (.ports(let own), .ports(let more)): .ports(own + more.filter { !own.contains($0) })
    }
  }
}
