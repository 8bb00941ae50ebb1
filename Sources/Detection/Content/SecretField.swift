import TrafficModel

/// Fields of a form that ask a person for a secret, by their names and titles. What a text around them says is not judged: "you
/// need no password" names one, too.
enum SecretField {
  /// Each a name's words in a row.
  private static let names: [[String]] = [
    ["password"], ["passwd"], ["passphrase"], ["passcode"], ["pin"], ["otp"], ["totp"], ["cvv"], ["cvc"], ["ssn"],
    ["api", "key"], ["apikey"], ["secret"], ["access", "token"], ["auth", "token"], ["bearer", "token"],
    ["refresh", "token"], ["private", "key"], ["card", "number"], ["credit", "card"], ["security", "code"],
    ["one", "time", "code"], ["verification", "code"], ["recovery", "code"], ["seed", "phrase"],
    ["recovery", "phrase"], ["social", "security"],
  ]

  /// The first such field of `requestedSchema`, by its name.
  static func first(in params: [UInt8]) -> UntrustedText? {
    for leaf in JSONLeaves.leaves(params) {
      guard leaf.path.count >= 3, leaf.path[0] == "requestedSchema", leaf.path[1] == "properties" else { continue }
      let name = leaf.path[2]
      if isSecret(name) { return UntrustedText(name) }
      guard leaf.path.count == 4, leaf.path[3] == "title", case .text(let title) = leaf.value else { continue }
      if isSecret(title) { return UntrustedText(name) }
    }
    return nil
  }

  private static func isSecret(_ name: String) -> Bool {
    let words = NameWords.words(of: String(name.prefix(200)))
    return names.contains { wanted in
      words.indices.contains { start in words[start...].starts(with: wanted) }
    }
  }
}
