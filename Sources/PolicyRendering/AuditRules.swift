import Policy

/// Rules for `augenrules` (a file in `/etc/audit/rules.d`) and `auditctl -R`: what the servers connect to, what is changed
/// in their configuration and tools. Their keys begin with `egret-`; that is how Egret finds its events in audit logs.
struct AuditRules {
  private let file: String

  init(file: String) { self.file = file }

  func render(_ policy: EgressPolicy) -> RenderedRules {
    var rules = RuleText(file: file)
    var remarks: [String] = []
    rules.comment("Made by egret policy render --format auditd from \(rules.citation(0)). Change that, not this.")
    rules.comment("Load: put it into /etc/audit/rules.d/ and run augenrules --load, or auditctl -R THIS-FILE.")
    rules.comment("Executables and folders must exist when the rules are loaded.")
    for server in policy.servers {
      let before = rules.text.utf8.count
      var part = RuleText(file: file)
      self.server(server, &part)
      if part.text.isEmpty {
        remarks.append(
          "\(rules.citation(server.line)): \(server.name) has no 'executable', 'user', 'configuration' or 'tools': "
            + "nothing to watch")
        continue
      }
      rules.blank()
      rules.comment("\(server.name) (\(rules.citation(server.line)))")
      for line in part.text.split(separator: "\n") { rules.line(String(line)) }
      assert(rules.text.utf8.count > before)
    }
    return RenderedRules(text: rules.text, remarks: remarks)
  }

  private func server(_ server: ServerPolicy, _ rules: inout RuleText) {
    let line = rules.citation(server.lines["executable"] ?? server.line)
    if let executable = server.executable {
      rules.comment("connections of its executable (\(line))")
      calls("exe=\(executable)", AuditKey.network(server.name), &rules)
    }
    if let user = server.user, user != "root", user != "0" {
      rules.comment(
        "connections and programs of its account, children included (\(rules.citation(server.lines["user"] ?? server.line)))"
      )
      calls("uid=\(user)", AuditKey.network(server.name), &rules)
      for arch in ["b64", "b32"] {
        rules.line(
          "-a always,exit -F arch=\(arch) -S execve,execveat -F uid=\(user) -k \(AuditKey.program(server.name))")
      }
    }
    watch(server.configurationPaths, AuditKey.configuration(server.name), server.lines["configuration"], server, &rules)
    watch(server.toolPaths, AuditKey.tools(server.name), server.lines["tools"], server, &rules)
  }

  /// Both syscall tables: a 32-bit program on a 64-bit machine has its own, where accept does not exist and older programs
  /// go through socketcall.
  private func calls(_ filter: String, _ key: String, _ rules: inout RuleText) {
    rules.line("-a always,exit -F arch=b64 -S connect,bind,accept,accept4 -F \(filter) -k \(key)")
    rules.line("-a always,exit -F arch=b32 -S connect,bind,accept4,socketcall -F \(filter) -k \(key)")
  }

  private func watch(
    _ paths: [String], _ key: String, _ line: Int?, _ server: ServerPolicy, _ rules: inout RuleText
  ) {
    guard !paths.isEmpty else { return }
    rules.comment("writes and changed attributes (\(rules.citation(line ?? server.line)))")
    for path in paths {
      let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
      rules.line("-w \(path) -p wa -k \(key)")
    }
  }
}
