package import TrafficModel

/// Flows and sessions that are open at one moment of an analysis, by their names.
package struct OpenWork: Hashable, Sendable {
  package var flows: Set<FlowID> = []
  package var sessions: Set<RecordID> = []
  /// The earliest frame that any of them began with, and its time; nil when nothing is open.
  package private(set) var oldestFrame: FrameReference?
  package private(set) var oldestTime: Timestamp?

  package init() {}

  package mutating func add(_ flow: FlowID, _ extent: Extent) {
    flows.insert(flow)
    extend(extent)
  }

  package mutating func add(_ session: RecordID, _ extent: Extent) {
    sessions.insert(session)
    extend(extent)
  }

  private mutating func extend(_ extent: Extent) {
    oldestFrame = min(oldestFrame ?? extent.firstFrame, extent.firstFrame)
    oldestTime = min(oldestTime ?? extent.start, extent.start)
  }
}
