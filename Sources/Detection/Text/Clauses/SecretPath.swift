/// Files that hold credentials, or what a shell runs by itself.
enum SecretPath {
  /// Followed by nothing of a word.
  private static let names = [
    ".ssh", ".aws", ".gnupg", ".kube", ".docker", ".netrc", ".npmrc", ".pypirc", ".env", ".pem", ".pgpass",
    ".git-credentials", ".gitconfig", ".cursor", ".bash_history", ".zsh_history", ".bashrc", ".zshrc", ".profile",
    ".bash_profile", "id_rsa", "id_ed25519", "id_ecdsa", "id_dsa", "/etc/passwd", "/etc/shadow", "/etc/sudoers",
    "/etc/hosts", "mcp.json", "authorized_keys", "known_hosts", "wallet.dat", "keychain", "/proc/self", "secret.json",
    "secrets.json", "secrets.yaml", "secrets.yml", "secrets.env", "secrets.txt", "passwords.txt", "password.txt",
    "passwords.csv", "passwords.json", "token.json", "tokens.json",
  ].map { Array($0.utf8) }

  /// Where programs keep what is no secret of anybody's, unless a name above is in it.
  private static let ordinary = ["~/.local/", "~/.cache/"]

  /// - Parameter path: in lower case.
  static func isSecret(_ path: String) -> Bool {
    if path.hasPrefix("/root/") { return true }
    // A hidden file of somebody's own, rather than an ellipsis.
    if path.hasPrefix("~/."), !ordinary.contains(where: path.hasPrefix),
      path.dropFirst(3).first.map({ $0.isLetter }) ?? false
    {
      return true
    }
    let bytes = Array(path.utf8)
    return names.contains { name in
      guard let found = bytes.firstRange(of: name, limit: bytes.count) else { return false }
      guard found.upperBound < bytes.count else { return true }
      let next = bytes[found.upperBound]
      return !(UnicodeScalar(next).properties.isAlphabetic || next == 0x5f || (0x30...0x39).contains(next))
    }
  }
}
