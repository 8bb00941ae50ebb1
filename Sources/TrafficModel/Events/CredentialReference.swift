/// How a request identified its sender, without the secret.
package struct CredentialReference: Hashable, Sendable {
  package enum Scheme: String, Sendable { case bearer, basic, dpop, digest, apiKey = "api-key", cookie, other }
  package enum Place: String, Sendable { case header, query, cookie }

  package var scheme: Scheme
  package var place: Place
  package var hash: KeyedHash
  /// `sub` of a JSON Web Token, unverified.
  package var subject: UntrustedText?
  /// `iss` of a JSON Web Token, unverified.
  package var issuer: UntrustedText?
  /// What the credential says of itself when it is a JSON Web Token.
  package var token: PresentedToken?

  package init(scheme: Scheme, place: Place, hash: KeyedHash, subject: UntrustedText?, issuer: UntrustedText?) {
    self.scheme = scheme
    self.place = place
    self.hash = hash
    self.subject = subject
    self.issuer = issuer
  }
}
