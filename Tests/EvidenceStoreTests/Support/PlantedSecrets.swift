/// Made-up secrets of the shapes that real ones have. Built from pieces, so that no scanner of source code mistakes them for
/// leaked ones.
enum Planted {
  static let vendorTokens = [
    "sk-" + "proj-Zq3vX9bT2mLw8RkY5nHc", "ghp" + "_1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6P7q8R", "AKIA" + "QYLPMN5HHHFPZAM2",
    "xoxb" + "-123456789012-abcdefGHIJKL", "glpat" + "-aB3dE5fG7hI9jK1lM3nO", "sk_" + "live_9f8e7d6c5b4a",
  ]
  static let token = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJhbGljZSJ9.dBjftJeZ4CVPmB92K27uhbUJU1p1r"
  static let key =
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx1\nZmFrZWtleQ==\n-----END RSA PRIVATE KEY-----"
  static let random = ["aZ3kP9qL7wX2mN8vB4tY", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"]
  /// As cloud secrets are: recognized as a word, not as part of a path.
  static let base64 = "wJalrXUt/nFEMIK7MD/ENGbPxRfiCYEX9MPLEKEY+1"
  static let passwords = ["hunter2", "correct horse battery", "p\"w\\d"]

  /// All that are recognized wherever they stand.
  static var shaped: [String] { vendorTokens + [token, key] + random }
}
