package import TrafficModel

/// Hears what one flow of DNS says.
package protocol DNSObserver: AnyObject {
  func exchangeEnded(_ exchange: DNSExchange)
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment)
}
