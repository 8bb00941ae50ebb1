package import TrafficModel

/// Hears what a TLS conversation says.
///
/// `handshake` comes before the first `plaintext` it protects. Plaintext comes in the order in which its records were
/// captured, over both directions, even when it had to wait for a secret.
package protocol TLSObserver: AnyObject {
  /// The parameters of a handshake are known, or cannot be known any more. Once per handshake; again after renegotiation.
  func handshake(_ handshake: TLSHandshake, moment: Moment)
  /// The next application data. Borrowed: valid during the call only. `moment` is the frame that completed the record.
  func plaintext(_ bytes: RawSpan, _ direction: Direction, moment: Moment)
  /// Application data was not captured or could not be opened; `length` is nil when unknown.
  func plaintextGap(length: UInt64?, _ direction: Direction, moment: Moment)
  /// The sender closed this direction: close_notify, or the end of the stream.
  func plaintextEnded(_ direction: Direction, moment: Moment)
  /// Nothing more of this direction will be readable, and why. At most once per direction.
  func becameOpaque(_ reason: TLSHandshake.Decryption, _ direction: Direction, moment: Moment)
  /// A protocol was bent, or a limit was hit.
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment)
}
