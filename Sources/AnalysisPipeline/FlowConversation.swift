import ByteParsing
import FlowTracking
import HTTPDissection
import MCPDissection
import TrafficModel

/// What one flow says: the protocol on it once known, and who closed it.
final class FlowConversation {
  /// Name and ends of the flow. The ends of one that was picked up midstream may change places once.
  private(set) var reference: FlowReference
  private(set) var standing: FlowStanding
  /// Checked access costs two atomic operations for each piece of a stream. Safe: the factory keeps no conversation beyond
  /// the flow table, and the analyzer keeps both.
  unowned(unsafe) let factory: ConversationFactory
  /// What most that a flow tells goes to. Held as well as the factory, whose own fields cannot be reached without counting it.
  private let mcp: MCPDissector
  private let oauth: OAuthReader
  /// Of a stream, once it has told something: whether its beginning is missing is known then. Nil for datagrams.
  private var layer: Lender<ApplicationLayer>?
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

  init(_ reference: FlowReference, _ standing: FlowStanding, factory: ConversationFactory) {
    self.reference = reference
    self.standing = standing
    self.factory = factory
    mcp = factory.mcp
    oauth = factory.oauth
    anomalies = AnomalyTally(flow: reference)
  }

  var isMidstream: Bool { standing.contains(.isMidstream) }

  /// The flow stands so from here on.
  func stand(_ now: FlowStanding) {
    guard now != standing else { return }
    if now.contains(.isReversed) != standing.contains(.isReversed) { reference.reverse() }
    standing = now
  }

  /// What happened in the flow, but for its beginning and its end.
  func take(_ step: FlowSteps.Step, of steps: FlowSteps) {
    let moment = step.moment
    switch step.event {
    case .bytes(let direction, let range):
      beginStream()
      layer?.lend { layer in steps.withBytes(range) { layer.receive($0, direction, moment: moment) } }
    case .datagram(let direction, let range):
      steps.withBytes(range) { datagrams.receive($0, direction, moment: moment) }
    case .gap(let direction, let length): gap(length, direction, moment: moment)
    case .streamEnded(let direction): streamEnded(direction, moment: moment)
    case .anomaly(let kind): anomaly(kind, moment: moment)
    case .began, .ended, .looseAnomaly, .clock: break
    }
  }

  private func beginStream() {
    if layer == nil, isStream { layer = Lender(ApplicationLayer(self, isEncrypted: false)) }
  }

  private var isStream: Bool { reference.transport == .tcp }

  private func gap(_ length: UInt64, _ direction: Direction, moment: Moment) {
    anomaly(.gap, moment: moment)
    if direction == .toClient { lostFromServer = true }
    beginStream()
    layer?.lend { $0.gap(length, direction, moment: moment) }
  }

  private func streamEnded(_ direction: Direction, moment: Moment) {
    if closedBy == nil { closedBy = direction }
    beginStream()
    layer?.lend { $0.streamEnded(direction, moment: moment) }
  }

  func tryNewSecrets() { layer?.lend { $0.tryNewSecrets() } }

  /// The flow is over, and `summary` is what is known of it below.
  func finish(_ summary: FlowSummary, moment: Moment) {
    if closedBy == nil, summary.state == .reset { closedBy = standing.resetBy }
    let layer = layer?.object
    if isStream { layer?.finish(summary.state, moment: moment) } else { datagrams.finish(moment: moment) }
    for anomaly in anomalies.rest { factory.state(.anomaly(anomaly)) }
    var summary = summary
    summary.service = isStream ? layer?.service : datagrams.service
    summary.decryption = isStream ? layer?.decryption : datagrams.decryption
    layer?.close()
    summary.serverName = serverName ?? resolvedName
    factory.state(.flow(summary))
  }

  func anomaly(_ kind: Anomaly.Kind, moment: Moment) {
    if let first = anomalies.note(kind, moment) { factory.state(.anomaly(first)) }
  }

  var ending: ExchangeEnding {
    ExchangeEnding(
      closedBy: closedBy, isOneSided: standing.contains(.isOneSided), hasGap: lostFromServer)
  }
}

extension FlowConversation: ExchangeObserver {
  func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if side == .request, serverName == nil {
      serverName = exchange.requestHead?.authority.map { UntrustedText(decoding: $0) }
    }
    oauth.headReceived(side, of: exchange)
    mcp.headReceived(side, of: exchange, moment: moment)
  }

  func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if let socket = socket(in: exchange) { return socket.receive(bytes, side.direction, moment: moment) }
    if exchange.companion != nil { oauth.bodyReceived(bytes, side, of: exchange) }
    mcp.bodyReceived(bytes, side, of: exchange, moment: moment)
  }

  func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if let socket = socket(in: exchange) { return socket.gap(length: length ?? 1, side.direction, moment: moment) }
    if exchange.companion != nil { oauth.bodyGap(side, of: exchange) }
    mcp.bodyGap(length: length, side, of: exchange, moment: moment)
  }

  func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    if let socket = socket(in: exchange) { return socket.streamEnded(side.direction, moment: moment) }
    mcp.messageEnded(side, of: exchange, moment: moment)
  }

  func exchangeEnded(_ exchange: OpenExchange, moment: Moment) {
    endSocket(in: exchange, moment: moment)
    let credential = mcp.credential(of: exchange)
    mcp.exchangeEnded(exchange, ending: ending, moment: moment)
    var fact = exchange.fact
    fact.credential = credential
    fact.oauth = oauth.step(exchange)
    factory.state(.http(fact))
  }

  func anomaly(_ kind: Anomaly.Kind, flow: FlowReference, moment: Moment) { anomaly(kind, moment: moment) }
}
