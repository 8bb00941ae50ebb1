/// Takes alerts somewhere. Used by one thread; may wait for seconds, never for ever.
package protocol AlertTransport: AnyObject {
  func send(_ alert: Alert) throws(AlertFailure)
  /// Says how many were held back since this was last said.
  func sendHeldBack(_ count: UInt64) throws(AlertFailure)
}
