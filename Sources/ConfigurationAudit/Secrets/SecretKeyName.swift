import SettingsFiles
import TrafficModel

/// What the name of a setting says about its value.
enum SecretKeyName {
  private static let passwords = ["password", "passwd", "passphrase", "passcode", "pwd"]
  private static let secrets = [
    "secret", "apikey", "apitoken", "accesskey", "accesstoken", "authtoken", "authkey", "privatekey", "refreshtoken",
    "bearertoken", "clientsecret", "signingkey", "encryptionkey", "credential", "credentials", "connectionstring",
    "pat",
    "token", "dsn", "jwt",
  ]
  /// Endings that make of a secret something about it.
  private static let about = [
    "file", "path", "name", "id", "url", "uri", "endpoint", "lifetime", "ttl", "type", "algorithm", "algorithms",
    "header",
    "env", "ref", "policy", "length", "expiry", "expiration", "seconds", "format", "store", "arn", "prefix", "field",
    "claim", "issuer", "audience", "scheme", "method", "limit", "count", "provider", "version", "location", "key_id",
  ]
  private static let publics = [
    "hash", "digest", "sha", "integrity", "public", "cert", "checksum", "fingerprint", "image", "version", "commit",
    "revision", "id", "uuid", "url", "uri", "path", "file", "schema", "host", "name", "model", "description", "title",
  ]

  static func isPassword(_ key: String) -> Bool { passwords.contains { normalized(key).hasSuffix($0) } }

  /// Whether a value under `key` is meant to be secret.
  static func names(_ key: String) -> Bool {
    let word = normalized(key)
    guard !word.hasSuffix("tokens"), !word.contains("public"), !about.contains(where: { endsInWord(key, $0) }) else {
      return false
    }
    return passwords.contains { word.hasSuffix($0) } || secrets.contains { word.hasSuffix($0) } || word == "pass"
      || endsInWord(key, "pass")
  }

  /// Whether random text under `key` is nothing to hide.
  static func isPublic(_ key: String) -> Bool {
    publics.contains { endsInWord(key, $0) || normalized(key).hasPrefix($0) }
  }

  /// Lower case, letters and digits only: `api_key`, `apiKey` and `API-Key` are one key.
  static func normalized(_ key: String) -> String { key.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// Whether the last word of `key` is `word`: `token_url`, `tokenURL`, `token-url`.
  private static func endsInWord(_ key: String, _ word: String) -> Bool {
    let lower = key.lowercased()
    guard lower.hasSuffix(word), lower.utf8.count > word.utf8.count else { return lower == word }
    let index = key.index(key.endIndex, offsetBy: -word.count)
    return key[index].isUppercase && !key[key.index(before: index)].isUppercase
      || !key[key.index(before: index)].isLetter
  }
}
