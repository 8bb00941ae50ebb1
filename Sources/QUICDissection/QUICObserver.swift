package import TrafficModel

/// Hears what one flow of QUIC says in the clear.
package protocol QUICObserver: AnyObject {
  /// At most once: the hellos are known as far as captured.
  func handshake(_ handshake: TLSHandshake, moment: Moment)
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment)
}
