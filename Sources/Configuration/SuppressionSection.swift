import Policy
import SettingsFiles

/// Reads `suppressions`. Reason, author and expiry must be there: what is silenced must be accounted for.
struct SuppressionSection {
  private static let keys = ["detectors", "servers", "clients", "hosts", "tools", "reason", "author", "expires"]

  let log: ProblemLog

  func read(_ root: SettingsSection) -> [Suppression] {
    let policy = PolicySection(log: log)
    return policy.sequence(root, "suppressions").enumerated().compactMap { index, node in
      let name = "suppressions[\(index)]"
      let section = SettingsSection(node, name, keys: Self.keys, log)
      var scope = Suppression.Scope()
      scope.servers = section.list("servers", "an address or a network", IPNetwork.init(parsing:))
      scope.clients = section.list("clients", "an address or a network", IPNetwork.init(parsing:))
      scope.hosts = section.list("hosts", "a host name", HostNamePattern.init(parsing:))
      scope.tools = section.list("tools", "the name of a tool", Self.someText)
      let detectors = section.list("detectors", "the id of a detector", Self.someText)
      if detectors.isEmpty { log.add(node.position, "\(name) needs 'detectors': what does it silence?") }
      guard let reason = policy.required(section, name, "reason", "why it is no alarm", Self.someText),
        let author = policy.required(section, name, "author", "who decided it", Self.someText),
        let expires = policy.required(section, name, "expires", "a date such as 2027-06-30", PolicyWords.date),
        !detectors.isEmpty
      else { return nil }
      return Suppression(
        detectors: detectors, scope: scope, reason: reason, author: author, expires: expires, line: node.position.line)
    }
  }

  private static func someText(_ text: String) -> String? {
    text.contains { !$0.isWhitespace } && text.utf8.count <= 1_000 ? text : nil
  }
}
