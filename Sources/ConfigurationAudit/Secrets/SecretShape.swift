import SettingsFiles
import TrafficModel

/// The shapes that secrets have.
enum SecretShape {
  /// Prefixes of known issuers, and the least number of characters behind them.
  private static let prefixes: [(text: String, rest: Int, issuer: String)] = [
    ("sk-ant-", 20, "an Anthropic key"), ("sk-proj-", 20, "an OpenAI key"), ("sk-", 20, "an API key"),
    ("sk_live_", 8, "a Stripe key"), ("rk_live_", 8, "a Stripe key"), ("sk_test_", 8, "a Stripe test key"),
    ("whsec_", 16, "a webhook secret"), ("ghp_", 20, "a GitHub token"), ("gho_", 20, "a GitHub token"),
    ("ghu_", 20, "a GitHub token"), ("ghs_", 20, "a GitHub token"), ("ghr_", 20, "a GitHub token"),
    ("github_pat_", 20, "a GitHub token"), ("glpat-", 16, "a GitLab token"), ("AKIA", 16, "an AWS key id"),
    ("ASIA", 16, "an AWS key id"), ("xoxb-", 10, "a Slack token"), ("xoxp-", 10, "a Slack token"),
    ("xoxa-", 10, "a Slack token"), ("xapp-", 10, "a Slack token"), ("AIza", 30, "a Google key"),
    ("ya29.", 16, "a Google token"), ("npm_", 30, "an npm token"), ("pypi-", 16, "a PyPI token"),
    ("hf_", 20, "a Hugging Face token"), ("dop_v1_", 20, "a DigitalOcean token"), ("SG.", 20, "a SendGrid key"),
    ("shpat_", 16, "a Shopify token"), ("tvly-", 12, "a Tavily key"), ("lin_api_", 16, "a Linear key"),
    ("ntn_", 20, "a Notion token"), ("secret_", 40, "a Notion token"), ("sntrys_", 16, "a Sentry token"),
    ("figd_", 16, "a Figma token"), ("pplx-", 20, "a Perplexity key"), ("gsk_", 20, "a Groq key"),
    ("BSA", 24, "a Brave key"), ("fc-", 28, "a Firecrawl key"), ("AGE-SECRET-KEY-", 20, "an age key"),
  ]

  /// Who issued the secret that `value` is or holds; nil when its shape does not say.
  static func issuer(_ value: String) -> String? {
    if value.contains("-----BEGIN"), value.contains("PRIVATE KEY-----") { return "a private key" }
    for word in value.split(whereSeparator: { " \t\n\"'=,;:".contains($0) }) {
      if let prefix = prefixes.first(where: { word.hasPrefix($0.text) }),
        word.utf8.count >= prefix.text.utf8.count + prefix.rest, isToken(word), word.contains(where: \.isNumber)
      {
        return prefix.issuer
      }
      if word.hasPrefix("eyJ"), word.utf8.count >= 40, word.count(where: { $0 == "." }) == 2 {
        return "a JSON web token"
      }
    }
    return nil
  }

  /// `scheme://user:password@host`, unless the password is a placeholder or a reference.
  static func hasURLPassword(_ value: String) -> Bool {
    guard let scheme = value.firstRange(of: "://") else { return false }
    let rest = value[scheme.upperBound...].prefix { !"/?#\" ".contains($0) }
    guard let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") else { return false }
    let password = String(rest[rest.index(after: colon)..<at])
    return !password.isEmpty && !SecretPlaceholder.isReference(password) && !SecretPlaceholder.isPlaceholder(password)
      && !SecretPlaceholder.isDefault(password)
  }

  /// A long word of small and capital letters and digits in no order.
  static func isRandom(_ value: String) -> Bool {
    guard (24...512).contains(value.utf8.count), value.utf8.allSatisfy({ isTokenByte($0) }) else { return false }
    guard value.contains(where: \.isLowercase), value.contains(where: \.isUppercase), value.contains(where: \.isNumber)
    else { return false }
    // Words of a path, a class name or a version change their kind of letter seldom.
    let kinds = value.utf8.map { byte in (48...57).contains(byte) ? 0 : (97...122).contains(byte) ? 1 : 2 }
    let changes = zip(kinds, kinds.dropFirst()).count { $0 != $1 }
    return changes * 5 >= value.utf8.count * 2
  }

  private static func isToken(_ word: some StringProtocol) -> Bool { word.utf8.allSatisfy(isTokenByte) }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-_./+=".utf8.contains(byte)
  }
}
