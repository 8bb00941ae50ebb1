public import TrafficModel

/// Receives one direction of a stream in order, each byte at most once.
public protocol StreamConsumer: ~Copyable {
  /// The next bytes of the stream, and the frame that carried them. Borrowed: valid during the call only.
  mutating func receive(_ bytes: RawSpan, at offset: StreamOffset, moment: Moment)
  /// Bytes that were sent but never captured. Called instead of `receive` for that range, never as well.
  mutating func gap(_ range: Range<StreamOffset>, moment: Moment)
}
