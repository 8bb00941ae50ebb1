import TrafficModel

/// How findings speak of secrets without telling them.
enum SecretWords {
  /// Secrets in `text`; of PEM blocks only private keys.
  static func certain(in text: [UInt8]) -> [SecretMention] {
    SecretMention.all(in: text).filter {
      $0.kind != "private key" || PrivateKeyBlock.isBegun(text, at: $0.range.lowerBound)
    }
  }

  static func article(_ secret: SecretMention) -> String {
    let vowels: Set<Character> = ["A", "O", "H"]
    let isVowel = secret.kind.first.map(vowels.contains) ?? false
    return (isVowel && !secret.kind.hasPrefix("Hugging") ? "an " : "a ") + secret.kind
  }

  /// Equal for equal secrets under one key; nothing can be read from it.
  static func key(_ secret: SecretMention, _ text: [UInt8], _ key: UInt64) -> String {
    var hash = StableHash()
    hash.combine(key)
    for byte in text[secret.range] { hash.combine(UInt64(byte)) }
    hash.combine(key)
    return "secret \(String(hash.value, radix: 16))"
  }
}
