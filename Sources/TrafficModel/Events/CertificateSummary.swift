/// What an X.509 certificate says (RFC 5280). Nothing is verified: a passive reader has no trust anchors.
package struct CertificateSummary: Hashable, Sendable {
  /// Kind and size of the public key.
  package struct Key: Hashable, Sendable {
    /// `RSA`, `EC`, `Ed25519`, …; the object identifier when unknown.
    package var algorithm: String
    /// Size in bits; nil when the algorithm is unknown.
    package var bits: Int?

    package init(algorithm: String, bits: Int?) {
      self.algorithm = algorithm
      self.bits = bits
    }
  }

  /// Distinguished names in their own order, `CN=…, O=…`.
  package var subject: UntrustedText
  package var issuer: UntrustedText
  /// DNS names and addresses of the subject alternative name extension, bounded.
  package var subjectAlternativeNames: [UntrustedText]
  /// Validity; saturates at the ends of what a timestamp holds.
  package var notBefore: Timestamp
  package var notAfter: Timestamp
  /// Lower-case hexadecimal, as encoded.
  package var serialNumber: String
  package var key: Key
  /// Subject and issuer are the same name. The signature is not checked.
  package var isSelfSigned: Bool
  /// SHA-256 of the certificate as sent.
  package var fingerprint: Digest

  package init(
    subject: UntrustedText, issuer: UntrustedText, notBefore: Timestamp, notAfter: Timestamp, serialNumber: String,
    key: Key, fingerprint: Digest
  ) {
    self.subject = subject
    self.issuer = issuer
    subjectAlternativeNames = []
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.serialNumber = serialNumber
    self.key = key
    isSelfSigned = subject == issuer
    self.fingerprint = fingerprint
  }
}
