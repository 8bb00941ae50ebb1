import SettingsFiles
import TrafficModel

/// Tells secrets from what merely stands where secrets do. Looks at the shape of text only; linear time.
enum SecretJudgement {
  enum Verdict: Hashable {
    /// With the prefix of a known issuer, or a private key.
    case certain(String)
    /// Stands under a key that says so.
    case named
    /// A password that everybody tries first.
    case weak
    /// Random text; nothing says that it is secret.
    case random
  }

  /// What `value` is, under `key`. Nil when it is no secret: empty, a reference to one, a placeholder.
  static func judge(_ value: String, key: String) -> Verdict? {
    let text = trimmed(value)
    let (value, key) = credentials(text).map { ($0, "access_token") } ?? (text, key)
    guard !value.isEmpty, value.utf8.count <= 65_536, !SecretPlaceholder.isReference(value) else { return nil }
    if let issuer = SecretShape.issuer(value), !SecretPlaceholder.isPlaceholder(value) { return .certain(issuer) }
    if SecretShape.hasURLPassword(value) { return .certain("a password in a URL") }
    let isNamed = SecretKeyName.names(key)
    if isNamed, SecretPlaceholder.isDefault(value) { return .weak }
    guard !SecretPlaceholder.isPlaceholder(value) else { return nil }
    if isNamed, isPlausible(value, key) { return .named }
    return SecretShape.isRandom(value) && !SecretKeyName.isPublic(key) ? .random : nil
  }

  /// Under a key for tokens, a word is rather a kind of token than a token.
  private static func isPlausible(_ value: String, _ key: String) -> Bool {
    guard !value.contains(where: \.isNewline), !value.hasPrefix("/"), !value.hasPrefix("./"), !value.hasPrefix("~/"),
      !["true", "false", "yes", "no", "none", "null", "required", "optional", "enabled", "disabled"]
        .contains(value.lowercased())
    else { return false }
    if SecretKeyName.isPassword(key) { return value.utf8.count >= 3 && !value.contains(" ") || value.utf8.count <= 40 }
    return value.utf8.count >= 8 && !value.contains(" ") && value.contains { $0.isNumber }
  }

  /// What follows `Bearer` and the like, in the value of a header.
  private static func credentials(_ text: String) -> String? {
    let words = text.split(separator: " ")
    guard words.count == 2, ["bearer", "basic", "token", "apikey"].contains(words[0].lowercased()) else { return nil }
    return String(words[1])
  }

  static func trimmed(_ text: String) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
