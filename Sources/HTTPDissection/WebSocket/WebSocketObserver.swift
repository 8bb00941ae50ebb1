package import TrafficModel

/// Hears what two ends of a WebSocket connection say. Each direction has at most one message at a time: `messageBegan`,
/// then `messageData` and `messageGap` in order, then `messageEnded`. Control frames may come in between.
package protocol WebSocketObserver: AnyObject {
  func messageBegan(_ message: WebSocketMessage, moment: Moment)
  /// The next payload, mask and compression removed. Borrowed: valid during the call only.
  func messageData(_ bytes: RawSpan, of message: WebSocketMessage, moment: Moment)
  /// Payload was not captured, or could not be decompressed; `length` counts bytes as transferred, nil when unknown.
  func messageGap(length: UInt64?, of message: WebSocketMessage, moment: Moment)
  func messageEnded(_ message: WebSocketMessage, moment: Moment)
  /// A whole control frame; its payload is at most 125 bytes.
  func controlFrame(_ kind: WebSocketControl, _ payload: RawSpan, _ direction: Direction, moment: Moment)
  /// Frames of this direction cannot be told apart any more. Nothing more comes of it.
  func becameOpaque(_ direction: Direction, moment: Moment)
  /// A protocol was bent, or a limit was hit.
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment)
}

package enum WebSocketControl: UInt8, Sendable { case close, ping, pong }
