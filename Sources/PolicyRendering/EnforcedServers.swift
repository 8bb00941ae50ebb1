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
    return (servers, remarks + NameRefresh.remarks(servers, rules))
  }
}
