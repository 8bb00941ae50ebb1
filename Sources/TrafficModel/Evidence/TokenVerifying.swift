/// Checks signatures of JSON Web Tokens under the keys that an operator named for a server.
///
/// What it is shown is not kept: the verdict is all that leaves it.
package protocol TokenVerifying: Sendable {
  /// - Parameters:
  ///   - signed: header and payload as they were sent, with the dot between them (RFC 7515 §5.1).
  ///   - signature: decoded.
  ///   - host: `Host` or `:authority` of the request.
  func verdict(
    signed: ArraySlice<UInt8>, signature: [UInt8], claims: TokenClaims, server: Endpoint, host: UntrustedText?
  ) -> SignatureVerdict
}
