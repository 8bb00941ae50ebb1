package import TrafficModel

/// One lifetime of a flow key, from first to last frame. Lives in the flow table; observers may keep it while it lives.
package final class Flow {
  package let key: FlowKey
  /// Name and ends by role. The roles of a flow picked up midstream may be swapped once, by `reverseRoles`, before the
  /// first payload byte is delivered to anyone.
  package internal(set) var reference: FlowReference
  package internal(set) var isMidstream: Bool
  package internal(set) var extent: Extent
  package internal(set) var toServer = FlowSummary.DirectionCounts()
  package internal(set) var toClient = FlowSummary.DirectionCounts()
  /// Tunnel layers around the packets, outermost first.
  package internal(set) var tunnels: [String] = []
  /// Whatever the observer wants to find again when it is called for this flow. Owned by the observer alone.
  package var attachment: AnyObject?

  init(key: FlowKey, reference: FlowReference, isMidstream: Bool, moment: Moment) {
    self.key = key
    self.reference = reference
    self.isMidstream = isMidstream
    extent = Extent(moment)
  }
}
