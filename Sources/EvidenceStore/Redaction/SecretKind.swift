/// Why a piece of text was masked; the word that stands in the mask.
package enum SecretKind: String, CaseIterable, Sendable {
  /// It stood under a key such as `password`.
  case value
  /// A token with the prefix of a known issuer.
  case vendorToken = "vendor-token"
  /// A JSON Web Token or JOSE object.
  case jwt
  /// A PEM block with a private key.
  case privateKey = "private-key"
  /// What followed `Bearer` or `Basic`.
  case authorization
  /// The password of a URL.
  case urlPassword = "url-password"
  /// A long run of letters and digits without the regularity of words.
  case highEntropy = "high-entropy"
  /// The last word of text that was cut: it may be the beginning of a secret.
  case cut
}
