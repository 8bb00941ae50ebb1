import FlowTracking
import HTTPDissection
import MCPDissection
import TrafficModel

/// A WebSocket connection: its text messages may be JSON-RPC, one each.
final class WebSocketLayer {
  private unowned let owner: FlowConversation
  private let channel: MCPChannel
  private let deflate: WebSocketDeflate?
  /// Keeps this as its observer; let go of when the flow ends.
  private lazy var conversation: WebSocketConversation? = WebSocketConversation(
    flow: owner.reference, deflate: deflate, limits: owner.factory.limits.http, observer: self)

  init(_ owner: FlowConversation, after exchange: OpenExchange) {
    self.owner = owner
    channel = owner.factory.mcp.channel(after: exchange)
    deflate = exchange.responseHead.flatMap { WebSocketDeflate(response: $0.headers) }
  }

  func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    conversation?.receive(bytes, direction, moment: moment)
  }

  func gap(length: UInt64, _ direction: Direction, moment: Moment) {
    conversation?.gap(length: length, direction, moment: moment)
  }

  func streamEnded(_ direction: Direction, moment: Moment) { conversation?.streamEnded(direction, moment: moment) }

  func finish(_ state: FlowSummary.State, moment: Moment) {
    conversation?.finish(state, moment: moment)
    conversation = nil
    owner.factory.mcp.closed(channel, isOpen: state == .open, moment: moment)
  }
}

extension WebSocketLayer: WebSocketObserver {
  func messageBegan(_ message: WebSocketMessage, moment: Moment) {}

  func messageData(_ bytes: RawSpan, of message: WebSocketMessage, moment: Moment) {
    owner.factory.mcp.received(bytes, message.direction, on: channel, moment: moment)
  }

  func messageGap(length: UInt64?, of message: WebSocketMessage, moment: Moment) {
    owner.factory.mcp.messageEnded(message.direction, on: channel, isWhole: false, moment: moment)
  }

  func messageEnded(_ message: WebSocketMessage, moment: Moment) {
    let isWhole = message.completeness == .complete
    owner.factory.mcp.messageEnded(message.direction, on: channel, isWhole: isWhole, moment: moment)
  }

  func controlFrame(_ kind: WebSocketControl, _ payload: RawSpan, _ direction: Direction, moment: Moment) {}
  func becameOpaque(_ direction: Direction, moment: Moment) {}
  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { owner.anomaly(kind, moment: moment) }
}
