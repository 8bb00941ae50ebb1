import Policy
import PolicyRendering
import Testing

@Suite struct RenderingTests {
  @Test("the same policy gives the same bytes", arguments: RuleFormat.allCases)
  func determinism(format: RuleFormat) throws {
    let (once, again) = (try RenderedPolicy.rules(format), try RenderedPolicy.rules(format))
    #expect(once == again)
  }

  @Test("comments say which line of the policy made a rule", arguments: RuleFormat.allCases)
  func citations(format: RuleFormat) throws {
    let text = try RenderedPolicy.rules(format).text
    #expect(text.contains("# search (egret.yml:2)") || text.contains("# search runs as nobody (egret.yml:5)"))
  }

  @Test("text of the policy stays in its comment", arguments: RuleFormat.allCases)
  func comments(format: RuleFormat) throws {
    let lines = try RenderedPolicy.rules(format).text.split(separator: "\n")
    #expect(lines.allSatisfy { !$0.contains("; drop") || $0.drop { $0 == " " }.hasPrefix("#") })
  }

  @Test("accepts stand before the drop", arguments: [RuleFormat.nftables, .iptables])
  func order(format: RuleFormat) throws {
    let lines = try RenderedPolicy.rules(format).text.split(separator: "\n")
    let accepts = lines.indices.filter { lines[$0].contains("10.99.0.2 ") }
    let drop = try #require(lines.firstIndex { $0.hasSuffix("-j DROP") || $0.hasSuffix("counter drop") })
    #expect(!accepts.isEmpty && accepts.allSatisfy { $0 < drop })
  }

  @Test(
    "a server whose traffic a firewall cannot tell is left out and named",
    arguments: [
      ("listen: 80", "has no 'user'"), ("user: root", "runs as root"), ("user: 0", "runs as root"),
    ])
  func leftOut(setting: String, remark: String) throws {
    let rules = try RenderedPolicy.rules(.nftables, "servers:\n  - name: a\n    \(setting)\n")
    #expect(!rules.text.contains("server_a"))
    #expect(rules.remarks.contains { $0.hasPrefix("egret.yml:2: ") && $0.contains(remark) })
  }

  @Test func namesBelowANameCannotBeFilteredAndThatIsSaid() throws {
    let rules = try RenderedPolicy.rules(.iptables, "servers:\n- {name: a, user: u, allow: ['*.example']}")
    #expect(rules.remarks.count == 1 && rules.remarks[0].contains("*.example"))
    #expect(!rules.text.contains("match-set"))
  }

  @Test func auditRulesAreWhatAuditctlTakes() throws {
    let lines = try RenderedPolicy.rules(.auditd).text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count > 6)
    for line in lines { #expect(AuditRuleGrammar.fault(line) == nil, "\(line)") }
  }

  @Test(
    "what auditctl refuses is told apart",
    arguments: [
      "-w etc -p wa -k a", "-w /etc -p wq -k a", "-w /etc -p wa", "-a always,exit -S connect -F arch=b64 -k a",
      "-a always,exit -F arch=b32 -S accept -F uid=a -k a", "-a always,exit -F arch=b64 -S connect -F exe=x -k a",
      "-a exit -F arch=b64 -S connect -k a",
    ])
  func refusedRules(line: String) { #expect(AuditRuleGrammar.fault(line[...]) != nil) }

  @Test func auditRulesWatchBothTablesOfSystemCalls() throws {
    let lines = try RenderedPolicy.rules(.auditd).text.split(separator: "\n")
    for arch in ["b64", "b32"] {
      #expect(
        lines.contains { $0.contains("arch=\(arch)") && $0.contains("connect,bind") && $0.contains("exe=/usr/bin/env") }
      )
    }
    #expect(lines.contains("-w /etc/hosts -p wa -k egret-search-config"))
    #expect(lines.contains("-w /etc -p wa -k egret-search-tools"))
  }

  @Test(arguments: [
    ("egret-search-net", "search", AuditKey.Subject.network), ("egret-a-b-config", "a-b", .configuration),
  ])
  func keysOfRulesAreRecognized(key: String, server: String, subject: AuditKey.Subject) throws {
    let key = try #require(AuditKey(key))
    #expect(key.server == server && key.subject == subject)
  }

  @Test(arguments: ["", "egret-", "egret--net", "egret-net", "other-search-net", "egret-search-foo"])
  func otherKeysAreNot(key: String) { #expect(AuditKey(key) == nil) }

  @Test func systemdLetsClientsIn() throws {
    let text = RenderedPolicy.text.replacing(
      "      - {to: api.example, ports: 443, reason: \"the \\\"backend\\\"\\n; drop\"}\n", with: "")
    let rules = try RenderedPolicy.rules(.systemd, text)
    let lines = rules.text.split(separator: "\n")
    #expect(lines.contains("IPAddressDeny=any") && lines.contains("IPAddressAllow=10.99.0.0/24"))
    #expect(lines.contains("SocketBindAllow=tcp:8080"))
    #expect(rules.remarks.isEmpty)
  }

  @Test("servers of like names have chains of their own", arguments: [RuleFormat.nftables, .iptables])
  func chains(format: RuleFormat) throws {
    let rules = try RenderedPolicy.rules(
      format, "servers:\n- {name: a-b, user: u, allow: [192.0.2.1]}\n- {name: a_b, user: v, allow: [192.0.2.2]}")
    for name in ["a-b", "a_b"] { #expect(rules.text.contains("_\(name) {") || rules.text.contains(":egret_\(name) -")) }
  }

  @Test("servers of one account are one to a firewall", arguments: [RuleFormat.nftables, .iptables])
  func sharedAccount(format: RuleFormat) throws {
    let rules = try RenderedPolicy.rules(
      format, "servers:\n- {name: a, user: u, allow: [192.0.2.1]}\n- {name: b, user: u, dns: true, allow: [192.0.2.2]}")
    #expect(rules.text.contains("192.0.2.1 ") && rules.text.contains("192.0.2.2 ") && rules.text.contains("53"))
    #expect(!rules.text.contains("_b {") && !rules.text.contains(":egret_b"))
    #expect(rules.remarks.contains { $0.contains("b runs as the user of a") })
  }

  @Test func manyPortsAreSplitAsMultiportCanTakeThem() throws {
    let ports = (1...40).map(String.init).joined(separator: ", ")
    let rules = try RenderedPolicy.rules(
      .iptables, "servers:\n- {name: a, user: u, allow: [{to: 192.0.2.1, ports: [\(ports)]}]}")
    let lines = rules.text.split(separator: "\n").filter { $0.contains("192.0.2.1 -p tcp") }
    #expect(lines.count == 3)
  }
}
