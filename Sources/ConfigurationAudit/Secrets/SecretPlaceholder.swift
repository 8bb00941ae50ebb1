import SettingsFiles
import TrafficModel

/// What stands for a secret without being one.
enum SecretPlaceholder {
  private static let words = [
    "your", "example", "placeholder", "insert", "replace", "dummy", "sample", "todo", "fixme", "xxx", "redacted",
    "<", "...", "…", "***", "my-", "my_", "enter-", "fill", "test-key", "fake", "secret-here", "key-here", "token-here",
    "goes-here", "goes_here", "_here", "-here",
  ]
  private static let defaults = [
    "password", "passw0rd", "admin", "root", "changeme", "change_me", "change-me", "changeit", "secret", "letmein",
    "123456", "12345678", "qwerty", "guest", "default", "postgres", "mysql", "test",
  ]
  private static let references = [
    "${", "$(", "{{", "%{", "env:", "file:", "vault:", "op://", "arn:", "ENC[", "secret://", "secretsmanager:",
    "keyring:",
    "gcp:", "azure:", "ssm:", "!vault", "<%", "sops:", "doppler:", "bws:", "/run/secrets/", "keychain:", "env.",
    "process.env", "os.environ",
  ]

  /// A name of a secret, which something else looks up.
  static func isReference(_ value: String) -> Bool {
    if references.contains(where: { value.hasPrefix($0) }) { return true }
    if value.hasPrefix("$"), value.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) { return true }
    // `Bearer ${TOKEN}`, `postgres://u:${PASSWORD}@db`, `--token=$TOKEN`
    if value.contains("${") || value.contains("{{") || value.contains("$(") { return true }
    return value.count > 2 && value.hasPrefix("%") && value.hasSuffix("%")
  }

  static func isPlaceholder(_ value: String) -> Bool {
    let lower = value.lowercased()
    if words.contains(where: { lower.contains($0) }) { return true }
    // One character again and again, or a word in capitals that names the thing: API_KEY, GITHUB_TOKEN.
    if Set(lower).count <= 2 { return true }
    return value.contains("_") && value.allSatisfy { $0.isUppercase || $0 == "_" }
  }

  /// A password that everybody tries first.
  static func isDefault(_ value: String) -> Bool { defaults.contains(value.lowercased()) }
}
