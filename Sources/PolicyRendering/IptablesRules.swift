import Policy
import TrafficModel

/// Rules for `iptables-restore` and `ip6tables-restore`: a script that carries both, since each reads one family.
///
/// The order is what matters: a server's accepts stand before its drop, all in a chain of its own that OUTPUT jumps to.
/// Appending the drop first, as is often written, would end every packet there.
struct IptablesRules {
  private let file: String

  init(file: String) { self.file = file }

  func render(_ policy: EgressPolicy) -> RenderedRules {
    var rules = RuleText(file: file)
    let (servers, remarks) = EnforcedServers.choose(policy, rules)
    header(servers, &rules)
    for v4 in [true, false] {
      sets(servers, v4: v4, &rules)
      restore(servers, v4: v4, &rules)
    }
    return RenderedRules(text: rules.text, remarks: remarks)
  }

  private func header(_ servers: [ServerPolicy], _ rules: inout RuleText) {
    rules.line("#!/bin/sh")
    rules.comment("Made by egret policy render --format iptables from \(rules.citation(0)). Change that, not this.")
    rules.comment("Load: sh THIS-FILE    Check: TEST=--test sh THIS-FILE")
    rules.comment(
      "New connections of the named accounts pass only where the policy says so; all others are not touched.")
    rules.line("set -eu")
    rules.blank()
    for name in NameRefresh.names(servers) {
      rules.comment(
        "\(name.pattern) (\(rules.citation(name.line))): fill again every few minutes, for instance by cron:")
      for v4 in [true, false] {
        rules.comment(
          "  getent ahosts\(v4 ? "v4" : "v6") \(name.pattern) | cut -d' ' -f1 | sort -u | while read -r a; do "
            + "ipset -exist add \(SetName.of(name.server, name.pattern, v4: v4)) $a timeout 3600; done")
      }
    }
  }

  private func sets(_ servers: [ServerPolicy], v4: Bool, _ rules: inout RuleText) {
    for name in NameRefresh.names(servers) {
      rules.line(
        "ipset -exist create \(SetName.of(name.server, name.pattern, v4: v4)) hash:ip family "
          + "\(v4 ? "inet" : "inet6") timeout 3600")
    }
  }

  private func restore(_ servers: [ServerPolicy], v4: Bool, _ rules: inout RuleText) {
    let command = v4 ? "iptables" : "ip6tables"
    rules.blank()
    rules.comment(v4 ? "IPv4" : "IPv6")
    rules.line("\(command)-restore -w --noflush ${TEST:-} <<'RULES'")
    rules.line("*filter")
    for server in servers { rules.line(":\(chain(server)) - [0:0]") }
    for server in servers { body(server, v4: v4, &rules) }
    rules.line("COMMIT")
    rules.line("RULES")
    // Behind the chains' filling, and once: loading again leaves no moment without rules.
    for server in servers {
      rules.line(
        "[ -n \"${TEST:-}\" ] || \(command) -w -C OUTPUT \(owner(server)) -j \(chain(server)) 2>/dev/null || "
          + "\(command) -w -I OUTPUT \(owner(server)) -j \(chain(server))")
    }
  }

  private func body(_ server: ServerPolicy, v4: Bool, _ rules: inout RuleText) {
    let chain = chain(server)
    rules.comment(
      "\(server.name) runs as \(server.user ?? "") (\(rules.citation(server.lines["user"] ?? server.line)))")
    rules.line("-F \(chain)")
    rules.line("-A \(chain) -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT")
    if server.loopback == .all {
      rules.comment("loopback (\(rules.citation(server.lines["loopback"] ?? server.line)))")
      rules.line("-A \(chain) -o lo -j ACCEPT")
    }
    var part = server
    if server.loopback == .all { part.loopback = .none }
    for rule in FirewallRule.rules(of: part, v4: v4, rules) {
      rules.comment(rule.comment)
      for line in lines(rule, chain) { rules.line(line) }
    }
    if !v4 {
      rules.comment("IPv6 cannot work without finding its neighbours.")
      for type in ["neighbour-solicitation", "neighbour-advertisement", "router-solicitation"] {
        rules.line("-A \(chain) -p ipv6-icmp --icmpv6-type \(type) -j ACCEPT")
      }
    }
    rules.comment("Everything else of this account: said in the log, at most 10 times a minute, and dropped.")
    rules.line(
      "-A \(chain) -m limit --limit 10/minute --limit-burst 20 -j LOG --log-prefix \"egret-\(server.name.prefix(20)): \" --log-uid"
    )
    rules.line("-A \(chain) -j DROP")
  }

  /// One line for each network and for at most 15 ports, the most that multiport takes; a range counts twice.
  private func lines(_ rule: FirewallRule, _ chain: String) -> [String] {
    let destinations =
      switch rule.destination {
      case .any: [""]
      case .loopback: [" -o lo"]
      case .networks(let networks): networks.map { " -d \($0)" }
      case .set(let set): [" -m set --match-set \(set) dst"]
      }
    let ports = rule.ports.isEmpty ? [""] : Self.portGroups(rule.ports).map { " -m multiport --dports \($0)" }
    return destinations.flatMap { destination in
      ports.map { "-A \(chain)\(destination) -p \(rule.transport.name)\($0) -j ACCEPT" }
    }
  }

  private static func portGroups(_ ports: [PortRange]) -> [String] {
    var groups: [[String]] = [[]]
    var used = 0
    for port in ports {
      let cost = port.first == port.last ? 1 : 2
      if used + cost > 15 {
        groups.append([])
        used = 0
      }
      groups[groups.count - 1].append(port.first == port.last ? "\(port.first)" : "\(port.first):\(port.last)")
      used += cost
    }
    return groups.map { $0.joined(separator: ",") }
  }

  private func owner(_ server: ServerPolicy) -> String { "-m owner --uid-owner \(server.user ?? "")" }

  /// Chains have at most 28 bytes: the name's beginning and a hash of all of it.
  private func chain(_ server: ServerPolicy) -> String {
    let name = "egret_" + server.name
    guard name.utf8.count > 28 else { return name }
    var hash: UInt32 = 0x811c_9dc5
    for byte in server.name.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return name.prefix(19) + "_" + String(hash, radix: 16)
  }
}
