import SettingsFiles

/// Reads `rules`.
struct RuleSection {
  private static let keys = ["signatures", "yara", "shipped_signatures"]

  let log: ProblemLog

  func read(_ root: SettingsSection) -> RuleSettings {
    var settings = RuleSettings()
    guard let node = root.value("rules") else { return settings }
    let section = SettingsSection(node, "rules", keys: Self.keys, log)
    guard node.isMapping else { return settings }
    settings.signatures = section.list("signatures", "a path from the root, such as /etc/egret/signatures", Self.path)
    settings.yara = section.list("yara", "a path from the root, such as /etc/egret/yara", Self.path)
    settings.usesShippedSignatures = section.flag("shipped_signatures") ?? true
    return settings
  }

  /// What a configuration means must not depend on where the command is run.
  private static func path(_ text: String) -> String? {
    text.hasPrefix("/") && text.utf8.count <= 4_096 && !text.utf8.contains { $0 < 0x20 || $0 == 0x7f } ? text : nil
  }
}
