import TrafficModel

extension Example {
  /// Seconds since 1970 of `epoch`.
  static let now = Double(epoch.nanoseconds / 1_000_000_000)

  /// What a good token says: signed, for an hour, for the server that examples ask.
  static func token(_ change: (inout TokenClaims) -> Void = { _ in }) -> TokenClaims {
    var claims = TokenClaims()
    claims.algorithm = UntrustedText("RS256")
    claims.isSigned = true
    claims.issuer = UntrustedText("https://login.example")
    claims.audiences = [UntrustedText("https://mcp.example/mcp")]
    claims.issued = now
    claims.expires = now + 3_600
    change(&claims)
    return claims
  }

  static func credential(
    _ hash: UInt128 = 7, _ claims: TokenClaims? = nil, signature: SignatureVerdict = .unchecked
  ) -> CredentialReference {
    var credential = CredentialReference(
      scheme: .bearer, place: .header, hash: KeyedHash(bits: hash), subject: claims?.subject, issuer: claims?.issuer)
    credential.token = claims.map { PresentedToken(claims: $0, signature: signature) }
    return credential
  }

  /// An exchange that presents a token to `mcp.example`.
  static func presenting(
    _ claims: TokenClaims?, signature: SignatureVerdict = .unchecked, status: UInt16 = 200, isEncrypted: Bool = true
  ) -> HTTPExchange {
    var exchange = exchange(status: status, isEncrypted: isEncrypted)
    exchange.host = UntrustedText("mcp.example:8080")
    exchange.credential = credential(7, claims, signature: signature)
    return exchange
  }
}
