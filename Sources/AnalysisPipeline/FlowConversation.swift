import FlowTracking
import HTTPDissection
import MCPDissection
import TrafficModel

/// What one flow says: the protocol on it once known, and who closed it.
final class FlowConversation {
  let flow: Flow
  /// Checked access costs two atomic operations for each piece of a stream. Safe: the factory keeps no conversation beyond
  /// the flow table, and the analyzer keeps both.
  unowned(unsafe) let factory: ConversationFactory
  private lazy var layer = ApplicationLayer(self, isEncrypted: false)
  private lazy var datagrams = DatagramLayer(self)
  private var anomalies: AnomalyTally
  private(set) var closedBy: Direction?
  /// Bytes that the server sent were not captured.
  private var lostFromServer = false
  /// WebSocket connections in streams of HTTP/2, by their stream; as many as the connection has open streams.
  var sockets: [UInt64: WebSocketLayer] = [:]
  /// The name of the server as the client gave it.
  var serverName: UntrustedText?
  /// The name that the client had resolved to the server's address when the flow began.
  var resolvedName: UntrustedText?

  init(_ flow: Flow, factory: ConversationFactory) {
    self.flow = flow
    self.factory = factory
    anomalies = AnomalyTally(flow: flow.reference)
  }

  func receive(_ bytes: RawSpan, _ direction: Direction, moment: Moment) {
    layer.receive(bytes, direction, moment: moment)
  }

  func receiveDatagram(_ payload: RawSpan, _ direction: Direction, moment: Moment) {
    datagrams.receive(payload, direction, moment: moment)
  }

  func gap(_ length: UInt64, _ direction: Direction, moment: Moment) {
    anomaly(.gap, moment: moment)
    if direction == .toClient { lostFromServer = true }
    layer.gap(length, direction, moment: moment)
  }

  func streamEnded(_ direction: Direction, moment: Moment) {
    if closedBy == nil { closedBy = direction }
    layer.streamEnded(direction, moment: moment)
  }

  func tryNewSecrets() { layer.tryNewSecrets() }

  func finish(_ state: FlowSummary.State, moment: Moment) {
    if closedBy == nil, state == .reset { closedBy = flow.resetBy }
    let isStream = flow.key.transport == .tcp
    if isStream { layer.finish(state, moment: moment) } else { datagrams.finish(moment: moment) }
    for anomaly in anomalies.rest { factory.state(.anomaly(anomaly)) }
    var summary = flow.summary(state: state)
    summary.service = isStream ? layer.service : datagrams.service
    summary.decryption = isStream ? layer.decryption : datagrams.decryption
    if isStream { layer.close() }
    summary.serverName = serverName ?? resolvedName
    factory.state(.flow(summary))
  }

  func anomaly(_ kind: Anomaly.Kind, moment: Moment) {
    if let first = anomalies.note(kind, moment) { factory.state(.anomaly(first)) }
  }

  var ending: ExchangeEnding {
    ExchangeEnding(
      closedBy: closedBy, isOneSided: flow.toServer.frames == 0 || flow.toClient.frames == 0,
      hasGap: lostFromServer)
  }
}

extension FlowConversation: ExchangeObserver {
  func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if side == .request, serverName == nil {
      serverName = exchange.requestHead?.authority.map { UntrustedText(decoding: $0) }
    }
    factory.oauth.headReceived(side, of: exchange)
    factory.mcp.headReceived(side, of: exchange, moment: moment)
  }

  func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if let socket = socket(in: exchange) { return socket.receive(bytes, side.direction, moment: moment) }
    if exchange.companion != nil { factory.oauth.bodyReceived(bytes, side, of: exchange) }
    factory.mcp.bodyReceived(bytes, side, of: exchange, moment: moment)
  }

  func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if let socket = socket(in: exchange) { return socket.gap(length: length ?? 1, side.direction, moment: moment) }
    if exchange.companion != nil { factory.oauth.bodyGap(side, of: exchange) }
    factory.mcp.bodyGap(length: length, side, of: exchange, moment: moment)
  }

  func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if let socket = socket(in: exchange) { return socket.streamEnded(side.direction, moment: moment) }
    factory.mcp.messageEnded(side, of: exchange, moment: moment)
  }

  func exchangeEnded(_ exchange: OpenExchange, moment: Moment) {
    endSocket(in: exchange, moment: moment)
    let credential = factory.mcp.credential(of: exchange)
    factory.mcp.exchangeEnded(exchange, ending: ending, moment: moment)
    var fact = exchange.fact
    fact.credential = credential
    fact.oauth = factory.oauth.step(exchange)
    factory.state(.http(fact))
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { anomaly(kind, moment: moment) }
}
