package import TrafficModel

/// How a flow stands when something is told of it. The flow itself goes on changing; who hears of it later needs what was so
/// then.
package struct FlowStanding: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let isMidstream = FlowStanding(rawValue: 1 << 0)
  /// Before the frame that is being read, only one direction had any.
  package static let isOneSided = FlowStanding(rawValue: 1 << 1)
  /// Client and server are the other way round than they were taken to be when the flow began.
  package static let isReversed = FlowStanding(rawValue: 1 << 2)
  /// Which end sent the first reset.
  package static let isResetByClient = FlowStanding(rawValue: 1 << 3)
  package static let isResetByServer = FlowStanding(rawValue: 1 << 4)

  /// The direction of the first reset; nil without one.
  package var resetBy: Direction? {
    if contains(.isResetByClient) { return .toServer }
    return contains(.isResetByServer) ? .toClient : nil
  }
}

extension Flow {
  package var standing: FlowStanding {
    var standing: FlowStanding = []
    if isMidstream { standing.insert(.isMidstream) }
    if toServer.frames == 0 || toClient.frames == 0 { standing.insert(.isOneSided) }
    if isReversed { standing.insert(.isReversed) }
    switch resetBy {
    case .toServer: standing.insert(.isResetByClient)
    case .toClient: standing.insert(.isResetByServer)
    case nil: break
    }
    return standing
  }
}
