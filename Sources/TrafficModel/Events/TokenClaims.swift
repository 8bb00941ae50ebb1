/// What a JSON Web Token says of itself (RFC 7519, RFC 7515), unverified. Texts are cut to `TokenClaims.textBytes`.
package struct TokenClaims: Hashable, Sendable {
  /// Bytes kept of one text.
  package static let textBytes = 512
  /// Audiences, and scopes, that are kept.
  package static let listCount = 64

  package var algorithm: UntrustedText?
  package var isSigned = false
  package var keyID: UntrustedText?
  /// Members of the header that let a token choose the key it is checked with: `jku`, `x5u`, `jwk`, `x5c`.
  package var keyReferences: [String] = []
  package var issuer: UntrustedText?
  package var subject: UntrustedText?
  /// `client_id` or `azp`: whom the token was given to.
  package var client: UntrustedText?
  package var audiences: [UntrustedText] = []
  package var scopes: [UntrustedText] = []
  /// `iat`, in seconds since 1970, as the other times are.
  package var issued: Double?
  package var expires: Double?
  package var notBefore: Double?

  package init() {}
}
