package import Policy
import SettingsFiles
import TrafficModel

/// Writes a policy as the configuration that says it. Reading the text gives the policy again, but for lines.
package enum PolicyText {
  package static func yaml(_ policy: EgressPolicy) -> String {
    var text = "internal: \(list(policy.internalNetworks.map(\.description)))\n\n"
    text += policy.servers.isEmpty ? "servers: []\n" : "servers:\n"
    for server in policy.servers { text += yaml(server) }
    text += policy.clients.isEmpty ? "\nclients: []\n" : "\nclients:\n"
    for client in policy.clients {
      text +=
        "  - name: \(quoted(client.name))\n    addresses: \(list(client.addresses.map(\.description)))\n"
        + yaml(client.allowed)
    }
    return text
  }

  private static func yaml(_ server: ServerPolicy) -> String {
    var lines = ["  - name: \(quoted(server.name))"]
    func add(_ key: String, _ values: [String]) { if !values.isEmpty { lines.append("    \(key): \(list(values))") } }
    add("addresses", server.addresses.map(\.description))
    add("hosts", server.hosts.map(\.description))
    add("implementations", server.implementations)
    add("listen", server.listen.map(\.description))
    if let user = server.user { lines.append("    user: \(quoted(user))") }
    if let unit = server.unit { lines.append("    unit: \(quoted(unit))") }
    if let executable = server.executable { lines.append("    executable: \(quoted(executable))") }
    add("children", server.children)
    add("configuration", server.configurationPaths)
    add("tools", server.toolPaths)
    switch server.dns {
    case .none: break
    case .any: lines.append("    dns: true")
    case .only(let resolvers): add("dns", resolvers.map(\.description))
    }
    switch server.loopback {
    case .none: break
    case .all: lines.append("    loopback: true")
    case .ports(let ports): add("loopback", ports.map(\.description))
    }
    return lines.joined(separator: "\n") + "\n" + yaml(server.allowed)
  }

  private static func yaml(_ allowed: [AllowedDestination]) -> String {
    guard !allowed.isEmpty else { return "    allow: []\n" }
    return "    allow:\n"
      + allowed.map { entry in
        var parts = ["to: \(quoted(entry.target.description))"]
        if !entry.ports.isEmpty { parts.append("ports: \(list(entry.ports.map(\.description)))") }
        if entry.protocols != [.tcp] { parts.append("protocols: \(list(entry.protocols.map(\.name)))") }
        if let budget = entry.budget { parts.append("budget: \(quoted(budget.description))") }
        if let reason = entry.reason { parts.append("reason: \(quoted(reason))") }
        return "      - {\(parts.joined(separator: ", "))}\n"
      }.joined()
  }

  private static func list(_ values: [String]) -> String { "[\(values.map(quoted).joined(separator: ", "))]" }

  /// In double quotes unless it is plain letters, digits, dots, slashes and hyphens, and nothing but a text either way.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || [45, 46, 47, 95].contains(byte)
    }
    if isPlain, let first = text.first, first.isLetter || first.isNumber || first == "/",
      SettingsScalar(plain: text).kind != .null
    {
      return text
    }
    return "\"\(text.unicodeScalars.map(escaped).joined())\""
  }

  /// What readers of YAML refuse, or take for the end of a line, stands in codes.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x22, 0x5c: "\\\(scalar)"
    case 0x20...0x7e, 0xa0...0x2027, 0x202a...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd,
      0x10000...0x10_ffff:
      String(scalar)
    case let value:
      "\\U" + String(repeating: "0", count: 8 - String(value, radix: 16).count) + String(value, radix: 16)
    }
  }
}
