import HTTPDissection
import TrafficModel

/// One HTTP exchange as MCP sees it: its traits, the messages found in it, and the calls it started.
final class MCPExchange {
  enum ResponseForm { case unknown, json, events, other }

  struct HeldAnswer {
    var message: JSONRPCMessage
    /// Of the answer.
    var direction: Direction
    var moment: Moment
  }

  let exchange: OpenExchange
  var traits: RequestTraits?
  var credential: CredentialReference?
  let request: JSONRPCBody
  let response: JSONRPCBody
  /// Cuts the response into events, when it is a stream of them.
  private var events: EventStreamDissector?
  private var eventSink: MessageEventSink
  var responseForm = ResponseForm.unknown
  /// `Mcp-Session-Id` of the response.
  var issuedSessionID: [UInt8]?
  var headEvidence: RecognitionEvidence = []
  /// What is known of its server and path; looked up once.
  var place: EndpointTable.Place?
  var session: SessionState?
  /// Stands for a connection that carries messages both ways, not for an exchange.
  var isChannel = false
  /// An event stream that counts in `session.openStreams`.
  var isCountedStream = false

  /// Part of the response could not be read: it was not captured, or not decoded.
  var sawBodyGap = false

  /// Calls that the request side began.
  var calls: [OpenCall] = []
  /// Answers that came before the request they answer.
  var heldAnswers: [HeldAnswer] = []
  private var messageCount: UInt64 = 0

  init(_ exchange: OpenExchange, limits: JSONLimits) {
    self.exchange = exchange
    request = JSONRPCBody(limits: limits)
    response = JSONRPCBody(limits: limits)
    eventSink = MessageEventSink(body: response)
  }

  var flow: FlowReference { exchange.flow }
  var path: [UInt8] { traits?.path ?? [] }

  /// Bytes of one line of an event stream that are kept while its field is not known.
  private static let eventFieldLimit = 4_096

  func beginEvents() {
    responseForm = .events
    events = EventStreamDissector(limit: Self.eventFieldLimit)
  }

  func receiveEvents(_ bytes: RawSpan, moment: Moment) -> ShortList<MessageEventSink.Outcome> {
    eventSink.moment = moment
    events?.receive(bytes, into: &eventSink)
    return eventSink.takeOutcomes()
  }

  /// Bytes of the stream were not captured.
  func skipEvents(moment: Moment) -> ShortList<MessageEventSink.Outcome> {
    eventSink.moment = moment
    events?.gap(into: &eventSink)
    return eventSink.takeOutcomes()
  }

  func endEvents(moment: Moment) -> ShortList<MessageEventSink.Outcome> {
    eventSink.moment = moment
    events?.finish(into: &eventSink)
    return eventSink.takeOutcomes()
  }

  /// A number for the next message, so that facts of one exchange have names of their own.
  func nextPosition() -> UInt64 {
    messageCount += 1
    return messageCount
  }

  /// The request, as far as it will ever be captured, has been read.
  var isRequestOver: Bool {
    switch exchange.request.completeness {
    case .missing, .open: false
    case .complete, .gap, .truncated: true
    }
  }

  /// The call of that id which waits for its answer; `nil` ids match a call whose id was not captured, and the only one.
  ///
  /// A server that could not read the request refuses it under an id of its own (`"server-error"` in Python).
  func waitingCall(answeredBy message: JSONRPCMessage) -> OpenCall? {
    guard let id = message.id, id != .null else { return onlyWaiting { _ in true } }
    // Nearly every answer has the id of a call: no list is made for it.
    if let call = calls.first(where: { !$0.isSettled && $0.request.id == id }) { return call }
    if message.error != nil, let status = exchange.responseHead?.status, status >= 400 {
      return onlyWaiting { _ in true }
    }
    return onlyWaiting { $0.request.id == nil }
  }

  private func onlyWaiting(where matches: (OpenCall) -> Bool) -> OpenCall? {
    let waiting = calls.filter { !$0.isSettled && matches($0) }
    return waiting.count == 1 ? waiting.first : nil
  }
}
