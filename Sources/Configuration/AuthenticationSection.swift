import Policy
import SettingsFiles

/// Reads `authentication` of one element of `servers`.
struct AuthenticationSection {
  private static let keys = [
    "type", "issuer", "audience", "public_key_path", "jwks_path", "secret_path", "algorithms", "key_ids",
    "token_lifetime", "require_https",
  ]

  let log: ProblemLog

  func read(_ server: SettingsSection, _ name: String) -> AuthenticationPolicy? {
    guard let node = server.value("authentication") else { return nil }
    let section = SettingsSection(node, "\(name).authentication", keys: Self.keys, log)
    guard node.isMapping else { return nil }
    var policy = AuthenticationPolicy()
    policy.line = node.position.line
    type(section)
    policy.issuers = section.list("issuer", "the issuer's address, as tokens spell it", Self.someText)
    policy.audiences = section.list("audience", "the server's address, as tokens spell it", Self.someText)
    let what = "a path from the root, of letters, digits and /-_.+:@,="
    policy.publicKeyPaths = section.list("public_key_path", what, PolicyWords.path)
    policy.keySetPaths = section.list("jwks_path", what, PolicyWords.path)
    policy.secretPath = section.list("secret_path", what, PolicyWords.path).first
    policy.algorithms = algorithms(section)
    policy.keyIDs = section.list("key_ids", "the id of a key", Self.someText)
    policy.lifetimeSeconds =
      section.list("token_lifetime", "a duration such as 3600 or 1h", PolicyWords.seconds).first
      ?? policy.lifetimeSeconds
    policy.requiresHTTPS = section.flag("require_https") ?? policy.requiresHTTPS
    return policy
  }

  private func type(_ section: SettingsSection) {
    guard let text = section.text("type") else {
      if section.value("type") == nil {
        log.add(section.node.position, "authentication needs 'type': jwt")
      }
      return
    }
    if text != "jwt" {
      log.add(
        section.value("type")?.position, "'type': '\(SettingsSection.shown(text))' is not known; jwt is the only type")
    }
  }

  private func algorithms(_ section: SettingsSection) -> [String] {
    let known = AuthenticationPolicy.knownAlgorithms
    guard let value = section.value("algorithms") else { return [] }
    let elements = value.isSequence ? value.elements : [value]
    return elements.compactMap { element in
      guard let text = element.text, !known.contains(text) else { return element.text }
      let nearest = Suggestion.nearest(to: text, among: known)
      log.add(
        element.position,
        "'algorithms': '\(SettingsSection.shown(text))' cannot be checked: "
          + (nearest.map { "did you mean '\($0)'?" } ?? "known are \(known.joined(separator: ", "))"))
      return nil
    }
  }

  private static func someText(_ text: String) -> String? {
    !text.isEmpty && text.utf8.count <= 1_000 ? text : nil
  }
}
