package import TrafficModel

/// One lifetime of a flow key, from first to last frame. Lives in the flow table; observers may keep it while it lives.
package final class Flow {
  package let key: FlowKey
  /// Name and ends by role. The roles of a flow picked up midstream may be swapped once, by `reverseRoles`, before the
  /// first payload byte is delivered to anyone.
  @exclusivity(unchecked) package internal(set) var reference: FlowReference
  @exclusivity(unchecked) package internal(set) var isMidstream: Bool
  @exclusivity(unchecked) package internal(set) var extent: Extent
  /// Brought up to date after each frame; the calls that a frame causes see them as they were before it.
  @exclusivity(unchecked) package internal(set) var toServer = FlowSummary.DirectionCounts()
  @exclusivity(unchecked) package internal(set) var toClient = FlowSummary.DirectionCounts()
  /// Tunnel layers around the packets, outermost first.
  package internal(set) var tunnels: [String] = []
  /// Whatever the observer wants to find again when it is called for this flow. Owned by the observer alone.
  package var attachment: AnyObject?

  /// Place in the table's idle queues; that of no other open flow.
  package let slot: Int
  @exclusivity(unchecked) var connection = Connection()
  /// True when the sender of the lower endpoint is the client.
  @exclusivity(unchecked) var clientIsLow: Bool
  /// Client and server have changed places since the flow began.
  @exclusivity(unchecked) var isReversed = false
  /// In the table's queue of flows that wait for missing frames.
  @exclusivity(unchecked) var isQueuedWaiting = false
  @exclusivity(unchecked) var isEnded = false
  @exclusivity(unchecked) var lastMoment: Moment

  init(key: FlowKey, reference: FlowReference, isMidstream: Bool, moment: Moment, slot: Int) {
    self.key = key
    self.reference = reference
    self.isMidstream = isMidstream
    self.slot = slot
    extent = Extent(moment)
    clientIsLow = reference.client == key.low
    lastMoment = moment
  }

  /// What is known of the flow so far. `service` and `serverName` are left to who knows what runs on it.
  package func summary(state: FlowSummary.State) -> FlowSummary {
    let isOneSided = state != .attempted && (toServer.frames == 0 || toClient.frames == 0)
    var summary = FlowSummary(
      flow: reference, extent: extent, state: state, isMidstream: isMidstream, isOneSided: isOneSided,
      toServer: toServer, toClient: toClient)
    summary.tunnels = tunnels
    return summary
  }

  /// The direction of the first reset; nil without one.
  package var resetBy: Direction? { connection.isResetByLow.map { direction(fromLow: $0) } }

  func reverseRoles() {
    reference.reverse()
    swap(&toServer, &toClient)
    clientIsLow.toggle()
    isReversed.toggle()
  }

  func direction(fromLow: Bool) -> Direction { fromLow == clientIsLow ? .toServer : .toClient }
}
