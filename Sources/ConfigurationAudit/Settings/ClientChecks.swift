import SettingsFiles

import TrafficModel

/// Checks the settings of MCP clients: which servers they start or call, and what they let them do.
struct ClientChecks {
  private let servers: [SettingsMember]
  private let root: SettingsNode

  init(_ root: SettingsNode) {
    self.root = root
    servers = ClientServers.find(root)
  }

  func run(_ findings: inout FindingList) {
    SecretChecks().run(SettingsEntry.all(root), &findings)
    names(&findings)
    for server in servers {
      let launch = LaunchChecks(name: server.key, server: server.value)
      launch.run(&findings)
      CleartextURLCheck.run(SettingsEntry.all(server.value), &findings)
      approvals(server, &findings)
    }
  }

  private func names(_ findings: inout FindingList) {
    var seen: [(name: String, skeleton: String, line: Int)] = []
    for server in servers.prefix(200) {
      let skeleton = NameLikeness.skeleton(server.key)
      if let other = seen.first(where: { $0.name == server.key }) {
        findings.add(
          .likeNames, at: server.keyPosition,
          "'\(server.key)' stands in line \(other.line), too: which one counts differs")
      } else if let other = seen.first(where: { $0.skeleton == skeleton || NameLikeness.areNear($0.name, server.key) })
      {
        findings.add(
          .likeNames, at: server.keyPosition, "'\(server.key)' looks like '\(other.name)' in line \(other.line)")
      }
      seen.append((server.key, skeleton, server.keyPosition.line))
    }
  }

  private func approvals(_ server: SettingsMember, _ findings: inout FindingList) {
    for member in server.value.members {
      switch SecretKeyName.normalized(member.key) {
      case "autoapprove", "alwaysallow", "autoallow", "alwaysallowtools", "autoapprovetools", "autorun":
        let all =
          member.value.boolean == true || member.value.text == "*" || member.value.elements.contains { $0.text == "*" }
        if all {
          findings.add(
            .dangerousFlag, at: member.value.position, "every tool of '\(server.key)' runs without being asked for")
        }
      case "trust", "trusted", "disableconfirmation", "skipconfirmation":
        if member.value.boolean == true {
          findings.add(
            .dangerousFlag, at: member.value.position,
            "'\(server.key)' is trusted: its tools run without being asked for")
        }
      default: break
      }
    }
  }
}
