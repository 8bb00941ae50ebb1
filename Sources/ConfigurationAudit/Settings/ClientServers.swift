import TrafficModel

import SettingsFiles

/// Finds the servers that a client's settings name, in the spellings that clients have.
enum ClientServers {
  private static let keys = ["mcpservers", "mcpserver", "contextservers", "mcpservs"]

  static func find(_ root: SettingsNode) -> [SettingsMember] {
    for entry in SettingsEntry.all(root) {
      let isServers =
        keys.contains(entry.name) || entry.path.suffix(2) == ["mcp", "servers"]
        || entry.path == ["servers"] && looksLikeServers(entry.node)
      guard isServers else { continue }
      if entry.node.isMapping { return entry.node.members.filter { $0.value.isMapping } }
      // Some clients keep a list whose elements have a name.
      return entry.node.elements.compactMap { element in
        element["name"].flatMap { name in
          name.text.map { SettingsMember(key: $0, keyPosition: name.position, value: element) }
        }
      }
    }
    return []
  }

  /// `servers` is a word of many programs; MCP's have a command or a URL.
  private static func looksLikeServers(_ node: SettingsNode) -> Bool {
    !node.members.isEmpty
      && node.members.allSatisfy { member in
        member.value["command"]?.text != nil
          || (member.value["url"]?.text != nil && ["http", "sse", "stdio", nil].contains(member.value["type"]?.text))
      }
  }
}
