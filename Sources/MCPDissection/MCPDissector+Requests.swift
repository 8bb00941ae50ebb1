import HTTPDissection
import TrafficModel

extension MCPDissector {
  func tookFromClient(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    if message.method != nil {
      message.id != nil || message.isIncomplete
        ? requested(message, mcp, moment) : notified(message, .toServer, mcp, moment)
    } else if message.isResponse {
      answeredByClient(message, mcp, moment)
    } else if message.isIncomplete, let method = mcp.traits?.mirroredMethod {
      // A request whose body was not, or not wholly, captured still names its method and tool in its mirrored headers.
      message.method = String(decoding: method, as: UTF8.self)
      requested(message, mcp, moment)
    }
  }

  private func requested(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    let modern = isModern(mcp, message)
    let call = openCall(message, .toServer, mcp, isModern: modern)
    mcp.calls.append(call)
    if modern { call.routing = checkHeaders(message, mcp, moment) }
    if message.isInBatch, modern { observer.anomaly(.rpcUnexpectedBatch, flow: mcp.flow, moment: moment) }
    if message.id == .null { observer.anomaly(.rpcNullID, flow: mcp.flow, moment: moment) }
    // An initialize belongs to the session that its answer creates.
    if message.method != "initialize" || mcp.traits?.sessionID != nil || mcp.traits?.querySessionKey != nil {
      enter(call, session(of: mcp, message, moment), moment)
    }
    retryHeldAnswers(mcp)
  }

  /// A request was captured behind answers: one of them may be its own.
  private func retryHeldAnswers(_ mcp: MCPExchange) {
    guard !mcp.heldAnswers.isEmpty else { return }
    let held = mcp.heldAnswers
    mcp.heldAnswers = []
    for answer in held { takeAnswer(answer.message, answer.direction, mcp, answer.moment) }
  }

  private func takeAnswer(_ answer: JSONRPCMessage, _ direction: Direction, _ mcp: MCPExchange, _ moment: Moment) {
    direction == .toClient ? answered(answer, mcp, moment) : answeredByClient(answer, mcp, moment)
  }

  private func openCall(
    _ message: JSONRPCMessage, _ direction: Direction, _ mcp: MCPExchange, isModern: Bool
  ) -> OpenCall {
    let method = message.method ?? ""
    let kind: TrafficEvent.Kind = method == "tools/call" ? .toolCall : .message
    return OpenCall(
      id: RecordID(kind, mcp.flow.id, mcp.exchange.streamID, UInt64(direction.rawValue), mcp.nextPosition()),
      direction: direction, method: method, request: message, flow: mcp.flow, isModern: isModern,
      name: mcp.traits?.mirroredName.map(MirroredHeaders.decode))
  }

  private func checkHeaders(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) -> RoutingHeaders? {
    guard let traits = mcp.traits, !message.isIncomplete else { return nil }
    let verdict = MirroredHeaders.check(traits, mcp.exchange.requestHead?.headers, message)
    switch verdict {
    case .agree: break
    case .missing: observer.anomaly(.missingHeader, flow: mcp.flow, moment: moment)
    case .differ: observer.anomaly(.headerBodyMismatch, flow: mcp.flow, moment: moment)
    }
    return verdict
  }

  /// The call waits in its session from now on.
  func enter(_ call: OpenCall, _ session: SessionState, _ moment: Moment) {
    call.session = session
    session.extent.extend(to: moment)
    if call.direction == .toServer {
      session.counts.requests += 1
      noteMetadata(call.request, session)
      resume(call, session)
    } else {
      session.counts.serverRequests += 1
    }
    if session.reference.basis != .inferred, let id = call.request.id, id != .null,
      session.waiting(id, call.direction) != nil
    {
      observer.anomaly(.rpcDuplicateID, flow: call.flow, moment: moment)
    }
    if session.pending.count >= limits.pendingPerSession {
      observer.anomaly(.pendingLimit, flow: call.flow, moment: moment)
      // Half of them at once: sorting them for each request would make a flood expensive.
      for oldest in session.pending.inOrder.prefix(max(1, limits.pendingPerSession / 2)) {
        settle(oldest, nil, .unanswered)
      }
    }
    session.add(call)
  }

  /// Finds the earlier round that this request answers a question of (patterns/mrtr of 2026-07-28), by the state it
  /// echoes, else by the questions it answers.
  private func resume(_ call: OpenCall, _ session: SessionState) {
    guard !session.awaitingInput.isEmpty else { return }
    let state = call.request.view(.params, "requestState").map { Array($0.text) }
    let answers = call.request.view(.params, "inputResponses").map(Self.sortedKeys)
    guard state != nil || answers != nil else { return }
    let index = session.awaitingInput.firstIndex { waiting in
      guard waiting.call.method == call.method, waiting.call.target == call.target else { return false }
      if let state, let expected = waiting.state { return state == expected }
      return answers == waiting.keys
    }
    guard let index else { return }
    let earlier = session.awaitingInput.remove(at: index).call
    earlier.isSettled = true
    call.continues(earlier, evidenceLimit: limits.evidencePerCall)
  }

  static func sortedKeys(_ object: JSONView) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    object.forEachMember { key, _ in
      keys.append(Array(key))
      return keys.count < 64
    }
    return keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The server asks the client (sampling, elicitation, roots; legacy era).
  func requestedByServer(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    let session = session(of: mcp, nil, moment)
    if let declared = session.clientCapabilities,
      let needed = message.method.flatMap(ClientCapability.init(neededFor:)),
      !declared.contains(needed)
    {
      observer.anomaly(.undeclaredCapability, flow: mcp.flow, moment: moment)
    }
    enter(openCall(message, .toClient, mcp, isModern: false), session, moment)
    retryHeldAnswers(mcp)
  }

  /// The request side is over. Where nothing of the body could be read, the mirrored headers still name the call.
  func requestEnded(_ mcp: MCPExchange, _ moment: Moment) {
    let completeness = mcp.exchange.request.completeness
    if mcp.calls.isEmpty, completeness != .complete, mcp.traits?.mirroredMethod != nil {
      let message = JSONRPCMessage(extent: mcp.exchange.request.extent ?? Extent(moment))
      message.isIncomplete = true
      tookFromClient(message, mcp, moment)
    }
    retryHeldAnswers(mcp)
  }

  /// One side tells the other something.
  func notified(_ message: JSONRPCMessage, _ direction: Direction, _ mcp: MCPExchange, _ moment: Moment) {
    let session = session(of: mcp, direction == .toServer ? message : nil, moment)
    session.extent.extend(to: moment)
    session.counts.notifications += 1
    switch message.method {
    case "notifications/cancelled": cancelled(message, direction, session)
    case "notifications/progress":
      if let token = message.view(.params, "progressToken") { session.call(forProgress: token)?.progressCount += 1 }
    case "notifications/tasks": taskChanged(message, .params, session, mcp, moment)
    default: break
    }
    var fact = MCPMessage(
      id: RecordID(.message, mcp.flow.id, mcp.exchange.streamID, 2, mcp.nextPosition()), flow: mcp.flow,
      session: session.reference, kind: .notification, direction: direction,
      method: UntrustedText(message.method ?? ""), status: .complete, extent: message.extent)
    fact.params = message.excerpt(.params)
    fact.started = message.extent.start
    fact.ended = message.extent.end
    observer.emit(.message(fact))
  }

  private func cancelled(_ message: JSONRPCMessage, _ direction: Direction, _ session: SessionState) {
    guard let view = message.view(.params, "requestId"), let id = JSONRPCID(view) else { return }
    session.waiting(id, direction)?.isCancelled = true
  }
}
