import Policy

/// The names of a policy that a firewall must keep sets for, and what wildcards leave open.
enum NameRefresh {
  struct Name: Hashable {
    var server: ServerPolicy
    var pattern: HostNamePattern
    var line: Int
  }

  /// Each name of each server once, in the order of the policy.
  static func names(_ servers: [ServerPolicy]) -> [Name] {
    var known: Set<String> = []
    return servers.flatMap { server in
      server.allowed.compactMap { allowed -> Name? in
        guard case .name(let pattern) = allowed.target, !pattern.isWildcard,
          known.insert("\(server.name) \(pattern)").inserted
        else { return nil }
        return Name(server: server, pattern: pattern, line: allowed.line)
      }
    }
  }

  static func remarks(_ servers: [ServerPolicy], _ rules: RuleText) -> [String] {
    servers.flatMap { server in
      server.allowed.compactMap { allowed in
        guard case .name(let pattern) = allowed.target, pattern.isWildcard else { return nil }
        return
          "\(rules.citation(allowed.line)): \(server.name) may reach \(pattern), but no firewall can list all names "
          + "below one; name them, or give their networks"
      }
    }
  }
}
