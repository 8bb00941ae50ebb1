/// A JSON Web Token that requests present: one object for all of them, and nothing in it of which the token could be made.
package final class PresentedToken: Hashable, Sendable {
  package let claims: TokenClaims
  /// Under the keys configured for the server that it was presented to.
  package let signature: SignatureVerdict

  package init(claims: TokenClaims, signature: SignatureVerdict) {
    self.claims = claims
    self.signature = signature
  }

  package static func == (a: PresentedToken, b: PresentedToken) -> Bool {
    a === b || (a.signature == b.signature && a.claims == b.claims)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(claims)
    hasher.combine(signature)
  }
}
