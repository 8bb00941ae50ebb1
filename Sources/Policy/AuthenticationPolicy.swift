/// Which JSON Web Tokens one MCP server should accept. What is left empty is not checked.
package struct AuthenticationPolicy: Hashable, Sendable {
  /// The algorithms whose signatures can be checked (RFC 7518 §3.1, RFC 8037).
  package static let knownAlgorithms = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256", "HS384", "HS512",
  ]

  package var issuers: [String] = []
  package var audiences: [String] = []
  /// Files with public keys in PEM form.
  package var publicKeyPaths: [String] = []
  /// Files with a JSON Web Key Set (RFC 7517).
  package var keySetPaths: [String] = []
  /// The file with the secret of the HS algorithms, where they are in use.
  package var secretPath: String?
  package var algorithms: [String] = []
  package var keyIDs: [String] = []
  /// A token that lives longer is called long-lived.
  package var lifetimeSeconds: Double = 3_600
  /// Tokens must not travel in the clear.
  package var requiresHTTPS = true
  /// The line of the policy file where it begins; 0 when it came from elsewhere.
  package var line = 0

  package init() {}

  /// Whether there is anything to check signatures with.
  package var hasKeys: Bool { !publicKeyPaths.isEmpty || !keySetPaths.isEmpty || secretPath != nil }
}
