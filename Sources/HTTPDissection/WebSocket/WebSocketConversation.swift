package import TrafficModel

/// Both directions of a connection behind its 101 response (RFC 6455), with permessage-deflate (RFC 7692).
package final class WebSocketConversation {
  private var toServer: WebSocketStream
  private var toClient: WebSocketStream

  /// - Parameter deflate: what the ends agreed on about compression; nil for none.
  package init(
    flow: FlowReference, deflate: WebSocketDeflate?, limits: HTTPLimits, observer: any WebSocketObserver
  ) {
    toServer = WebSocketStream(flow, .toServer, deflate, limits, observer)
    toClient = WebSocketStream(flow, .toClient, deflate, limits, observer)
  }

  /// The next bytes of one direction.
  package func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    if direction == .toServer {
      toServer.receive(bytes, moment)
    } else {
      toClient.receive(bytes, moment)
    }
  }

  /// `length` bytes of one direction were not captured. A gap inside a payload is bridged; any other hides where frames
  /// begin, and there is nothing to find them by.
  package func gap(length: UInt64, _ direction: Direction, moment: Moment) {
    guard length > 0 else { return }
    if direction == .toServer {
      toServer.gap(length, moment)
    } else {
      toClient.gap(length, moment)
    }
  }

  /// The sender closed this direction; nothing more comes in it.
  package func streamEnded(_ direction: Direction, moment: Moment) {
    if direction == .toServer {
      toServer.finish(.truncated, moment)
    } else {
      toClient.finish(.truncated, moment)
    }
  }

  /// The flow is over: what is unfinished is truncated, or still open when only the analysis ended.
  package func finish(_ state: FlowSummary.State, moment: Moment) {
    let rest: HTTPExchange.Completeness = state == .open ? .open : .truncated
    toServer.finish(rest, moment)
    toClient.finish(rest, moment)
  }
}
