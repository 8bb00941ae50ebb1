/// One TLS handshake as far as captured, and whether what it protected can be read (RFC 8446, RFC 5246).
///
/// A fact about both ends: stated once per handshake, when its parameters are known or cannot be known any more.
package struct TLSHandshake: Hashable, Sendable {
  /// Whether application data can be read, or why not.
  package enum Decryption: String, CaseIterable, Sendable {
    case yes
    /// No secret for this handshake is known.
    case noKey = "no-key"
    /// The cipher suite cannot be opened by our library; see `cipherSuite`.
    case unsupportedSuite = "unsupported-suite"
    /// The hello of one or both sides was not captured.
    case midstream
    /// Bytes are missing and the record sequence could not be found again.
    case gap
    /// A secret was known, but the records did not open with it.
    case failed
    /// The handshake ended, or the capture did, before anything was protected.
    case incomplete
  }

  package var flow: FlowReference
  /// From the first to the last handshake record seen when this was stated.
  package var extent: Extent
  /// The version in use or, without a ServerHello, the highest one offered.
  package var version: TLSVersion
  /// Host name the client asked for (RFC 6066 §3).
  package var serverName: UntrustedText?
  /// Application protocols in the client's order (RFC 7301).
  package var offeredProtocols: [UntrustedText] = []
  /// The one chosen by the server; in TLS 1.3 known only when decrypted.
  package var chosenProtocol: UntrustedText?
  /// IANA number of the chosen suite; nil without a ServerHello.
  package var cipherSuite: UInt16?
  /// IANA name of the suite, or its number as `0x0000`.
  package var cipherSuiteName: String?
  /// MD5 of the JA3 string, in hexadecimal; nil without a ClientHello.
  package var ja3: String?
  /// MD5 of the JA3S string, in hexadecimal; nil without a ServerHello.
  package var ja3s: String?
  /// JA4 of the client; nil without a ClientHello.
  package var ja4: String?
  /// What the server presented, leaf first, bounded; empty in TLS 1.3 unless decrypted.
  package var serverCertificates: [CertificateSummary] = []
  /// What the client presented, leaf first, bounded.
  package var clientCertificates: [CertificateSummary] = []
  /// Continues an earlier session: by identifier, ticket or pre-shared key.
  package var isResumed = false
  /// The client sent the Encrypted ClientHello extension, possibly as GREASE.
  package var offersEncryptedClientHello = false
  /// The client sent application data before the server's answer (0-RTT).
  package var offersEarlyData = false
  /// Happened inside the protection of an earlier handshake on this flow.
  package var isRenegotiation = false
  /// Description of a fatal alert that ended it (RFC 8446 §6).
  package var fatalAlert: UInt8?
  /// The 32 random bytes of the client, which name its secrets in key logs; empty without a ClientHello.
  package var clientRandom: [UInt8] = []
  package var decryption: Decryption

  package init(flow: FlowReference, extent: Extent, version: TLSVersion, decryption: Decryption) {
    self.flow = flow
    self.extent = extent
    self.version = version
    self.decryption = decryption
  }
}
