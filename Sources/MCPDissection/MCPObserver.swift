package import TrafficModel

/// Hears what MCP dissection states.
package protocol MCPObserver: AnyObject {
  func emit(_ event: TrafficEvent)
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment)
}
