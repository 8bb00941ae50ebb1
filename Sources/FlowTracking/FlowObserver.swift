package import TrafficModel

/// Hears what happens in flows. Calls for one flow come in this order: `flowBegan`, then per direction `receive` and `gap`
/// with rising offsets and at most one `streamEnded`, then `flowEnded`.
package protocol FlowObserver: AnyObject {
  func flowBegan(_ flow: Flow, at moment: Moment)
  /// The next bytes of one direction, each byte once. `moment` is the frame that carried them, which for bytes that waited
  /// for missing ones is earlier than now. Borrowed: valid during the call only.
  func receive(_ bytes: RawSpan, _ direction: Direction, at offset: StreamOffset, of flow: Flow, moment: Moment)
  /// Bytes that were sent but never captured; instead of `receive` for that range.
  func gap(_ range: Range<StreamOffset>, _ direction: Direction, of flow: Flow, moment: Moment)
  /// The sender closed this direction (FIN), and everything before it has been delivered.
  func streamEnded(_ direction: Direction, of flow: Flow, moment: Moment)
  /// The flow is over; nothing more is said of it. `flow.attachment` may be dropped.
  func flowEnded(_ flow: Flow, state: FlowSummary.State, at moment: Moment)
  /// One UDP datagram's payload, whole as captured. `flow` has begun.
  func receiveDatagram(_ payload: RawSpan, _ direction: Direction, of flow: Flow, moment: Moment)
  /// A protocol was bent, or a limit was hit; `flow` is nil below flows.
  func anomaly(_ kind: Anomaly.Kind, of flow: Flow?, moment: Moment)
}
