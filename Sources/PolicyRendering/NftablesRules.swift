import Policy
import TrafficModel

/// Rules for `nft -f`: a table of our own, loaded whole or not at all, that touches the traffic of the named accounts only.
struct NftablesRules {
  private let table = "inet egret"
  private let file: String

  init(file: String) { self.file = file }

  func render(_ policy: EgressPolicy) -> RenderedRules {
    var rules = RuleText(file: file)
    let (servers, remarks) = EnforcedServers.choose(policy, rules)
    header(servers, &rules)
    rules.line("table \(table) {")
    for name in NameRefresh.names(servers) { set(name, &rules) }
    chain(servers, &rules)
    for server in servers { chain(of: server, &rules) }
    rules.line("}")
    return RenderedRules(text: rules.text, remarks: remarks)
  }

  private func header(_ servers: [ServerPolicy], _ rules: inout RuleText) {
    rules.line("#!/usr/sbin/nft -f")
    rules.comment("Made by egret policy render --format nftables from \(rules.citation(0)). Change that, not this.")
    rules.comment("Load: nft -f THIS-FILE    Check: nft -c -f THIS-FILE    Remove: nft delete table \(table)")
    rules.comment(
      "New connections of the named accounts pass only where the policy says so; all others are not touched.")
    let names = NameRefresh.names(servers)
    if !names.isEmpty {
      rules.comment("Addresses of names live in sets. Fill them at boot and every few minutes, for instance by cron:")
      for name in names {
        for v4 in [true, false] {
          let set = SetName.of(name.server, name.pattern, v4: v4)
          let family = v4 ? "v4" : "v6"
          rules.comment(
            "  getent ahosts\(family) \(name.pattern) | cut -d' ' -f1 | sort -u | while read -r a; do "
              + "nft add element \(table) \(set) { $a timeout 1h }; done")
        }
      }
    }
    rules.blank()
    // Declaring before deleting makes the deletion succeed on a machine that has no such table yet.
    rules.line("table \(table)")
    rules.line("delete table \(table)")
    rules.blank()
  }

  private func set(_ name: NameRefresh.Name, _ rules: inout RuleText) {
    for v4 in [true, false] {
      rules.comment("\(name.pattern) (\(rules.citation(name.line)))", indent: "  ")
      rules.line("  set \(SetName.of(name.server, name.pattern, v4: v4)) {")
      rules.line("    type \(v4 ? "ipv4_addr" : "ipv6_addr")")
      rules.line("    flags timeout")
      rules.line("  }")
    }
    rules.blank()
  }

  private func chain(_ servers: [ServerPolicy], _ rules: inout RuleText) {
    rules.line("  chain output {")
    rules.line("    type filter hook output priority filter; policy accept;")
    for server in servers {
      rules.comment(
        "\(server.name) runs as \(server.user ?? "") (\(rules.citation(server.lines["user"] ?? server.line)))",
        indent: "    ")
      rules.line("    meta skuid \(account(server)) jump \(chainName(server))")
    }
    rules.line("  }")
  }

  private func chain(of server: ServerPolicy, _ rules: inout RuleText) {
    rules.blank()
    rules.comment("\(server.name) (\(rules.citation(server.line)))", indent: "  ")
    rules.line("  chain \(chainName(server)) {")
    rules.comment("What was let in or out before: answers to its clients among them.", indent: "    ")
    rules.line("    ct state established,related accept")
    if server.loopback == .all {
      rules.comment("loopback (\(rules.citation(server.lines["loopback"] ?? server.line)))", indent: "    ")
      rules.line("    oifname \"lo\" accept")
    }
    for rule in self.lines(of: server, rules) {
      rules.comment(rule.comment, indent: "    ")
      rules.line("    \(rule.text) accept")
    }
    neighbours(&rules)
    rules.comment(
      "Everything else of this account: said in the log, at most 10 times a minute, and dropped.", indent: "    ")
    rules.line("    limit rate 10/minute burst 20 packets log prefix \"egret-\(server.name): \" flags skuid")
    rules.line("    counter drop")
    rules.line("  }")
  }

  /// IPv6 finds its neighbours by ICMPv6; the kernel sends those itself, but a socket may be charged with them.
  private func neighbours(_ rules: inout RuleText) {
    rules.comment("IPv6 cannot work without finding its neighbours.", indent: "    ")
    rules.line("    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept")
  }

  private struct Line: Hashable {
    var comment: String
    var text: String
  }

  /// Rules for both families; those that say the same in both are said once.
  private func lines(of server: ServerPolicy, _ rules: RuleText) -> [Line] {
    var lines: [Line] = []
    for index in 0...server.allowed.count {
      // The first round is for loopback and DNS, the others for one destination each, so that both families stand together.
      var part = server
      part.allowed = index == 0 ? [] : [server.allowed[index - 1]]
      if index > 0 || server.loopback == .all { part.loopback = .none }
      if index > 0 { part.dns = .none }
      for v4 in [true, false] {
        for rule in FirewallRule.rules(of: part, v4: v4, rules) {
          let line = Line(comment: rule.comment, text: text(rule, v4: v4))
          if !lines.contains(line) { lines.append(line) }
        }
      }
    }
    return lines
  }

  private func text(_ rule: FirewallRule, v4: Bool) -> String {
    let family = v4 ? "ip" : "ip6"
    let destination =
      switch rule.destination {
      case .any: ""
      case .loopback: "oifname \"lo\" "
      case .networks(let networks): "\(family) daddr { \(networks.map(\.description).joined(separator: ", ")) } "
      case .set(let set): "\(family) daddr @\(set) "
      }
    let ports =
      rule.ports.isEmpty
      ? "meta l4proto \(rule.transport.name)"
      : "\(rule.transport.name) dport { \(rule.ports.map(\.description).joined(separator: ", ")) }"
    return destination + ports
  }

  /// Names of servers are made of what chains may be named with, so different ones stay different.
  private func chainName(_ server: ServerPolicy) -> String { "server_" + server.name }

  private func account(_ server: ServerPolicy) -> String {
    let user = server.user ?? ""
    return user.utf8.allSatisfy { (48...57).contains($0) } ? user : "\"\(user)\""
  }
}
