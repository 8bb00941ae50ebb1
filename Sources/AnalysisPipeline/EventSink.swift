package import TrafficModel

/// Takes what the analyzer states, in its order.
package protocol EventSink: AnyObject {
  func emit(_ event: TrafficEvent)
}
