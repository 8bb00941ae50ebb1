package import Policy
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
        "  - name: \(client.name)\n    addresses: \(list(client.addresses.map(\.description)))\n" + yaml(client.allowed)
    }
    return text
  }

  private static func yaml(_ server: ServerPolicy) -> String {
    var lines = ["  - name: \(server.name)"]
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

  /// In double quotes unless it is plain letters, digits, dots, slashes and hyphens, and no number or boolean either way.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || [45, 46, 47, 95].contains(byte)
    }
    if isPlain, let first = text.first, first.isLetter || first.isNumber || first == "/" { return text }
    let escaped = text.unicodeScalars.map { scalar -> String in
      if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
      guard scalar.value < 32 || scalar.value == 127 else { return String(scalar) }
      return "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    }
    return "\"\(escaped.joined())\""
  }
}
