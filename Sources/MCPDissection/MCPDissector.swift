import ByteParsing
package import HTTPDissection
package import TrafficModel

/// Turns HTTP exchanges into MCP sessions, calls, messages and definitions.
///
/// What it hears of an exchange comes from `ExchangeObserver`; what it states goes to `MCPObserver`, in an order that
/// depends only on what it heard. Nothing is stated of a place before there is evidence that it speaks MCP; what came
/// before the evidence is then stated first.
package final class MCPDissector {
  let limits: MCPLimits
  let observer: any MCPObserver
  var sessions: SessionTracker
  var inventory: InventoryTracker
  var tasks: TaskRegister
  private var endpoints: EndpointTable
  private var credentials: CredentialReader
  private var metadata = MetadataReader()
  private let hasher: SecretHasher
  private var lastSweep = Timestamp.zero
  /// Calls of `advance` for later times within the same step of this length change nothing.
  package static let sweepNanoseconds: Int64 = 60_000_000_000

  /// - Parameter verifier: checks the signatures of tokens, where keys are configured.
  package init(
    limits: MCPLimits, hasher: SecretHasher, verifier: (any TokenVerifying)? = nil, observer: any MCPObserver
  ) {
    self.limits = limits
    self.hasher = hasher
    self.observer = observer
    sessions = SessionTracker(limits: limits, hasher: hasher)
    inventory = InventoryTracker(limits: limits)
    tasks = TaskRegister(limit: limits.tasks)
    endpoints = EndpointTable(limits: limits)
    credentials = CredentialReader(hasher: hasher, verifier: verifier, limit: limits.credentials)
  }

  package var sessionCount: UInt64 { sessions.totalCreated }

  func credential(of head: RequestHead, server: Endpoint) -> CredentialReference? {
    credentials.credential(of: head, server: server)
  }

  /// How the request of `exchange` identified its sender, whether it is MCP or not.
  package func credential(of exchange: OpenExchange) -> CredentialReference? {
    if let mcp = exchange.attachment as? MCPExchange, mcp.traits != nil { return mcp.credential }
    return exchange.requestHead.flatMap { credential(of: $0, server: exchange.flow.server) }
  }

  func keyedHash(_ secret: some Collection<UInt8>) -> KeyedHash { hasher.hash(secret) }

  // MARK: What is heard

  package func headReceived(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    switch side {
    case .request: requestHeadReceived(exchange, moment)
    case .response: responseHeadReceived(exchange, moment)
    }
  }

  private func requestHeadReceived(_ exchange: OpenExchange, _ moment: Moment) {
    guard let head = exchange.requestHead else { return }
    let traits = RequestTraits(head)
    let known = exchange.attachment as? MCPExchange
    guard known != nil || Self.isWorthReading(traits) else { return }
    let mcp = known ?? attach(to: exchange)
    mcp.traits = traits
    mcp.place = nil
    mcp.credential = credential(of: head, server: exchange.flow.server)
    mcp.headEvidence.formUnion(RecognitionEvidence(traits))
    // The response came first: only now is it known whose stream it is.
    if mcp.responseForm == .events { whenRecognized(mcp) { [unowned self] in streamOpened(mcp, moment) } }
  }

  /// MCP requests are POSTs of JSON, GETs that ask for an event stream, and DELETEs of a session. JSON sent otherwise is a
  /// mistake or a probe, and is told with the refusal it gets.
  private static func isWorthReading(_ traits: RequestTraits) -> Bool {
    switch traits.method {
    case "POST": true
    case "PUT", "PATCH": traits.isJSON
    case "GET": traits.acceptsEvents || traits.sessionID != nil
    case "DELETE": traits.sessionID != nil
    default: false
    }
  }

  private func attach(to exchange: OpenExchange) -> MCPExchange {
    let mcp = MCPExchange(exchange, limits: limits.json)
    exchange.attachment = mcp
    return mcp
  }

  private func responseHeadReceived(_ exchange: OpenExchange, _ moment: Moment) {
    guard let head = exchange.responseHead else { return }
    let form = Self.form(of: head, mayMissFields: exchange.sidesWithLostFields.contains(.response))
    var known = exchange.attachment as? MCPExchange
    // A response whose request was not captured may still be MCP; that of a request we passed over is not.
    if known == nil, exchange.requestHead == nil, form != .other { known = attach(to: exchange) }
    guard let mcp = known else { return }
    mcp.responseForm = form
    if form == .events { mcp.beginEvents() }
    if let id = head.headers.first("mcp-session-id") {
      mcp.headEvidence.insert(.sessionHeader)
      // Python stamps refusals with session ids that nobody will ever use.
      if head.status < 300 { mcp.issuedSessionID = Array(id) }
    }
    if form == .events { whenRecognized(mcp) { [unowned self] in streamOpened(mcp, moment) } }
  }

  private static func form(of head: ResponseHead, mayMissFields: Bool) -> MCPExchange.ResponseForm {
    guard let type = head.headers.first("content-type") else { return mayMissFields ? .unknown : .other }
    return type.containsText("text/event-stream") ? .events : type.containsText("json") ? .json : .other
  }

  /// A response whose type was not captured shows it in its first byte: lines of an event stream begin with `data`,
  /// `event`, `id`, `retry` or a colon, and JSON messages with none of these letters.
  private func recognizeForm(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, _ moment: Moment) {
    guard side == .response, exchange.beganInsideEventStream || !exchange.sidesWithLostFields.isEmpty else { return }
    if exchange.attachment == nil, exchange.beganInsideEventStream {
      attach(to: exchange).beginEvents()
    } else if let mcp = exchange.attachment as? MCPExchange, mcp.responseForm == .unknown, bytes.byteCount > 0 {
      mcp.responseForm = .json
      guard "deir:".utf8.contains(bytes[byteAt: 0]) else { return }
      mcp.beginEvents()
      whenRecognized(mcp) { [unowned self] in streamOpened(mcp, moment) }
    }
  }

  package func bodyReceived(_ bytes: RawSpan, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    recognizeForm(bytes, side, of: exchange, moment)
    guard let mcp = exchange.attachment as? MCPExchange else { return }
    switch (side, mcp.responseForm) {
    case (.request, _):
      guard !mcp.request.hasFailed else { return }
      mcp.request.bytesToCome = exchange.bytesToCome
      mcp.request.receive(bytes, moment: moment)
      drain(mcp.request, side, mcp)
    case (.response, .events):
      mcp.response.bytesToCome = exchange.bytesToCome
      take(mcp.receiveEvents(bytes, moment: moment), mcp, moment)
    case (.response, .json), (.response, .unknown):
      guard !mcp.response.hasFailed else { return }
      mcp.response.bytesToCome = exchange.bytesToCome
      mcp.response.receive(bytes, moment: moment)
      drain(mcp.response, side, mcp)
    case (.response, .other): break
    }
  }

  package func bodyGap(length: UInt64?, _ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    guard let mcp = exchange.attachment as? MCPExchange else { return }
    if side == .response { mcp.sawBodyGap = true }
    switch (side, mcp.responseForm) {
    case (.request, _): finishBody(mcp.request, side, mcp, isWhole: false, moment)
    case (.response, .events):
      take(mcp.skipEvents(moment: moment), mcp, moment)
    case (.response, _): finishBody(mcp.response, side, mcp, isWhole: false, moment)
    }
  }

  package func messageEnded(_ side: MessageSide, of exchange: OpenExchange, moment: Moment) {
    guard let mcp = exchange.attachment as? MCPExchange else { return }
    if side == .response, mcp.responseForm == .events {
      take(mcp.endEvents(moment: moment), mcp, moment)
    }
    let ended = side == .request ? exchange.request : exchange.response
    finishBody(
      side == .request ? mcp.request : mcp.response, side, mcp, isWhole: ended.completeness == .complete, moment)
    guard side == .request else { return }
    if isRecognized(mcp) { return requestEnded(mcp, moment) }
    whenRecognized(mcp) { [unowned self] in requestEnded(mcp, moment) }
  }

  package func exchangeEnded(_ exchange: OpenExchange, ending: ExchangeEnding, moment: Moment) {
    guard let mcp = exchange.attachment as? MCPExchange else { return }
    exchange.attachment = nil
    if isRecognized(mcp) { return ended(mcp, ending, moment) }
    whenRecognized(mcp) { [unowned self] in self.ended(mcp, ending, moment) }
  }

  /// Capture time has come to `now`: sessions that were closed or idle for long are stated and forgotten.
  package func advance(to now: Timestamp) {
    // At the full minutes of capture time: with a table full of sessions, each look costs as much as many frames, and a
    // run that begins in the middle looks at the same moments.
    guard now - lastSweep >= Self.sweepNanoseconds else { return }
    lastSweep = Timestamp(nanoseconds: now.nanoseconds - now.nanoseconds % Self.sweepNanoseconds)
    for session in sessions.expired(at: now) { conclude(session, session.isClosed ? .closed : .idle) }
  }

  /// The analysis is over: what still waits is stated as it stands.
  package func finish() {
    for session in sessions.all { conclude(session, session.isClosed ? .closed : .open) }
    endpoints.dropPostponed()
  }

  package var openSessionCount: Int { sessions.count }

  package func forEachOpenSession(_ body: (RecordID, Extent) -> Void) {
    sessions.forEach { body($0.reference.id, $0.extent) }
  }

  /// States and forgets the sessions that `condition` names.
  package func concludeSessions(where condition: (RecordID) -> Bool) {
    for session in sessions.all where condition(session.reference.id) { conclude(session, .open) }
  }

  // MARK: Recognition

  /// - Parameter isWhole: its sender ended it, and all of it came.
  private func finishBody(
    _ body: JSONRPCBody, _ side: MessageSide, _ mcp: MCPExchange, isWhole: Bool, _ moment: Moment
  ) {
    body.finish(isWhole: isWhole, moment: moment)
    drain(body, side, mcp)
    raiseEndedEarly(body, mcp, moment)
  }

  func raiseEndedEarly(_ body: JSONRPCBody, _ mcp: MCPExchange, _ moment: Moment) {
    guard body.takeEndedEarly() else { return }
    whenRecognized(mcp) { [unowned self] in observer.anomaly(.jsonTruncated, flow: mcp.flow, moment: moment) }
  }

  private func take(_ outcomes: ShortList<MessageEventSink.Outcome>, _ mcp: MCPExchange, _ moment: Moment) {
    defer { raiseEndedEarly(mcp.response, mcp, moment) }
    for outcome in outcomes {
      switch outcome {
      case .messages(let found): arrived(found, .response, mcp)
      case .endpoint(let uri, let moment): endpointAnnounced(uri, mcp, moment)
      }
    }
  }

  private func drain(_ body: JSONRPCBody, _ side: MessageSide, _ mcp: MCPExchange) {
    guard !body.found.isEmpty else { return }
    arrived(body.takeFound(), side, mcp)
  }

  func arrived(_ found: ShortList<JSONRPCBody.Found>, _ side: MessageSide, _ mcp: MCPExchange) {
    for item in found {
      if isRecognized(mcp) {
        take(item.message, side, mcp, item.moment)
        continue
      }
      weigh(mcp) { RecognitionEvidence(item.message) }
      whenRecognized(mcp) { [unowned self] in take(item.message, side, mcp, item.moment) }
    }
  }

  private func place(of mcp: MCPExchange) -> EndpointTable.Place {
    if let place = mcp.place { return place }
    let place = endpoints.place(EndpointKey(mcp.flow.server, mcp.path))
    mcp.place = place
    return place
  }

  /// Adds evidence about the place of `mcp`; the message is looked at only while it matters.
  func weigh(_ mcp: MCPExchange, _ evidence: () -> RecognitionEvidence) {
    let place = place(of: mcp)
    guard !place.isRecognized else { return }
    for step in endpoints.add(mcp.headEvidence.union(evidence()), to: place, of: mcp.flow.server) { step() }
  }

  /// Does `step` now when the place of `mcp` is known to be MCP, else when it becomes known, else never.
  private func whenRecognized(_ mcp: MCPExchange, _ step: @escaping () -> Void) {
    let place = place(of: mcp)
    place.isRecognized ? step() : endpoints.postpone(step, at: place)
  }

  /// Spares the closure on the path that nearly all messages take.
  private func isRecognized(_ mcp: MCPExchange) -> Bool { mcp.place?.isRecognized == true }

  /// The place a server announced for POSTs speaks MCP, too.
  func recognize(_ server: Endpoint, path: [UInt8]) {
    let place = endpoints.place(EndpointKey(server, path))
    for step in endpoints.add(.endpointEvent, to: place, of: server) { step() }
  }

  private func take(_ message: JSONRPCMessage, _ side: MessageSide, _ mcp: MCPExchange, _ moment: Moment) {
    raise(message.oddities, mcp, moment)
    switch side {
    case .request:
      message.metadata = metadata.metadata(of: message)
      tookFromClient(message, mcp, moment)
    case .response: tookFromServer(message, mcp, moment)
    }
  }

  private func raise(_ oddities: JSONRPCMessage.Oddities, _ mcp: MCPExchange, _ moment: Moment) {
    let kinds: [(JSONRPCMessage.Oddities, Anomaly.Kind)] = [
      (.duplicateKey, .jsonDuplicateKey), (.invalidUTF8, .jsonInvalidUTF8), (.byteOrderMark, .jsonByteOrderMark),
      (.malformed, .jsonMalformed), (.depthLimit, .jsonDepthLimit), (.hugeNumber, .jsonHugeNumber),
    ]
    guard !oddities.isEmpty else { return }
    for (oddity, kind) in kinds where oddities.contains(oddity) {
      observer.anomaly(kind, flow: mcp.flow, moment: moment)
    }
  }
}
