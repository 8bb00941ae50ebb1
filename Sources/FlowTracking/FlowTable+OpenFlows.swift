package import TrafficModel

/// What a reader that may have to begin again wants to know.
extension FlowTable {
  package func forEachOpenFlow(_ body: (Flow) -> Void) {
    for flow in flows.values { body(flow) }
  }

  /// Ends the flows that `condition` names, by time of their first frame and then by name.
  package mutating func endFlows(at moment: Moment, where condition: (Flow) -> Bool) {
    let ended = flows.values.filter(condition).sorted {
      ($0.extent.start, $0.reference.id.rawValue) < ($1.extent.start, $1.reference.id.rawValue)
    }
    for flow in ended { end(flow, .open, at: moment) }
    updateCounters()
  }
}
