import TrafficModel

// Facts with everything removed that comes from when and in which frames they were seen.

extension Moment {
  fileprivate static let never = Moment(time: .zero, frame: .none)
}

extension Extent {
  fileprivate static let never = Extent(.never)
}

extension FlowReference {
  /// Names of flows are made from the time of their first frame.
  fileprivate var timeless: Self {
    var copy = self
    copy.id = FlowID(rawValue: 0)
    return copy
  }
}

extension SessionReference {
  fileprivate var timeless: Self {
    var copy = self
    copy.id = RecordID(rawValue: 0)
    return copy
  }
}

extension FlowSummary {
  var timeless: Self {
    var copy = self
    copy.flow = flow.timeless
    copy.extent = .never
    copy.toServer = toServer.withoutFrames
    copy.toClient = toClient.withoutFrames
    copy.tunnels = []
    return copy
  }
}

extension FlowSummary.DirectionCounts {
  fileprivate var withoutFrames: Self {
    var copy = self
    copy.frames = 0
    copy.wireBytes = 0
    copy.repeatedBytes = 0
    return copy
  }
}

extension HTTPExchange {
  var timeless: Self {
    var copy = self
    copy.flow = flow.timeless
    copy.request.extent = request.extent.map { _ in .never }
    copy.response.extent = response.extent.map { _ in .never }
    return copy
  }
}

extension MCPSession {
  var timeless: Self {
    var copy = self
    copy.flow = flow.timeless
    copy.session = session.timeless
    copy.extent = .never
    return copy
  }
}

extension ToolCall {
  var timeless: Self {
    var copy = self
    copy.id = RecordID(rawValue: 0)
    copy.flow = flow.timeless
    copy.session = session.timeless
    copy.started = started.map { _ in .zero }
    copy.firstByte = firstByte.map { _ in .zero }
    copy.ended = ended.map { _ in .zero }
    copy.resultSession = resultSession.map { _ in RecordID(rawValue: 0) }
    copy.extent = .never
    copy.evidence = []
    return copy
  }
}

extension MCPMessage {
  var timeless: Self {
    var copy = self
    copy.id = RecordID(rawValue: 0)
    copy.flow = flow.timeless
    copy.session = session.timeless
    copy.started = started.map { _ in .zero }
    copy.ended = ended.map { _ in .zero }
    copy.extent = .never
    return copy
  }
}

extension ToolDefinition {
  var timeless: Self {
    var copy = self
    copy.id = RecordID(rawValue: 0)
    copy.flow = flow.timeless
    copy.session = session.timeless
    copy.firstSeen = .zero
    copy.extent = .never
    return copy
  }
}

extension Anomaly {
  var timeless: Self {
    var copy = self
    copy.flow = flow?.timeless
    copy.moment = .never
    return copy
  }
}
