package import HTTPDissection
package import TrafficModel

extension MCPDissector {
  /// The connection left HTTP after `exchange`, and may carry messages of MCP now.
  package func channel(after exchange: OpenExchange) -> MCPChannel {
    let mcp = MCPExchange(exchange, limits: limits.json)
    if let head = exchange.requestHead {
      mcp.traits = RequestTraits(head)
      mcp.credential = credential(of: head, server: exchange.flow.server)
      if let offered = head.headers.first("sec-websocket-protocol"), offered.containsText("mcp") {
        mcp.headEvidence.insert(.webSocketProtocol)
      }
    }
    mcp.isChannel = true
    return MCPChannel(mcp)
  }

  package func received(_ bytes: RawSpan, _ direction: Direction, on channel: MCPChannel, moment: Moment) {
    let body = direction == .toServer ? channel.mcp.request : channel.mcp.response
    if !body.hasFailed { body.receiveEventData(bytes, moment: moment) }
  }

  /// A message is over, or the rest of it was not captured.
  ///
  /// - Parameter isWhole: all of it came.
  package func messageEnded(_ direction: Direction, on channel: MCPChannel, isWhole: Bool, moment: Moment) {
    let side: MessageSide = direction == .toServer ? .request : .response
    let body = side == .request ? channel.mcp.request : channel.mcp.response
    _ = body.endEvent(isWhole: isWhole, moment: moment)
    arrived(body.takeFound(), side, channel.mcp)
    raiseEndedEarly(body, channel.mcp, moment)
  }

  /// The connection is over.
  package func closed(_ channel: MCPChannel, isOpen: Bool, moment: Moment) {
    dropHeldAnswers(channel.mcp)
    guard let session = channel.mcp.session else { return }
    for call in channel.mcp.calls where !call.isSettled { call.isCarrierOpen = isOpen }
    channel.mcp.calls = []
    if !isOpen { session.isClosed = true }
  }
}
