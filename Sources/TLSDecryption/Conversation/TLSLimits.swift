/// What one TLS conversation, and all of them together, may use. Every number bounds memory or work that a peer controls.
package struct TLSLimits: Hashable, Sendable {
  /// Largest record body: 2^14 plaintext bytes and at most 2,048 of expansion (RFC 5246 §6.2.3). Beyond it the direction
  /// is opaque and `tls.bad-record` is raised.
  package var recordBytes = 16_384 + 2_048
  /// Largest handshake message that is kept; longer ones are skipped and `tls.bad-handshake` is raised. Real
  /// certificate chains stay below 100 KiB.
  package var handshakeMessageBytes = 1 << 18
  /// Ciphertext kept per flow while a secret or the peer's hello is missing. Beyond it what is held is given up as a gap
  /// and `tls.hold-limit` is raised.
  package var heldBytesPerFlow = 1 << 20
  /// The same over all flows.
  package var heldBytesInAll = 1 << 26
  /// Charged per held record on top of its bytes, so that a flood of empty records is bounded too.
  package var heldRecordCost = 96
  /// Certificates of one chain that are summarized.
  package var certificates = 10
  /// Names of one certificate that are kept.
  package var alternativeNames = 100
  /// Protocols of one ALPN offer that are kept.
  package var offeredProtocols = 32
  /// How many sequence numbers, or key generations, are tried after a gap.
  package var sequenceWindow: UInt64 = 256
  /// Trial decryptions after gaps, per direction of a flow. Beyond it the direction is opaque for reason `gap`.
  package var openingAttempts = 4_096
  /// Records in a row that may fail to open before the direction is opaque for reason `failed`.
  package var failedRecords = 8
  /// Handshake bytes kept for the extended master secret (RFC 7627), and only when an RSA private key is known.
  package var transcriptBytes = 1 << 16

  package init() {}
}
