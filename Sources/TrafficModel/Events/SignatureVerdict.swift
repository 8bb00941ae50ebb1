/// What became of checking the signature of a token.
package enum SignatureVerdict: String, CaseIterable, Sendable {
  /// No key is configured for the server.
  case unchecked
  case valid
  /// No configured key made it.
  case invalid
  /// The token names a key, or a kind of key, that is not configured.
  case unknownKey = "unknown-key"
  /// An algorithm that is not checked here.
  case unsupported
  /// There is none.
  case unsigned
  /// It is an HMAC whose secret is the public key: made by somebody who has no secret at all (RFC 8725 §2.1).
  case publicKeyAsSecret = "public-key-as-secret"
}
