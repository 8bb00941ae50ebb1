import HTTPDissection
import TrafficModel

extension MCPDissector {
  func tookFromServer(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    if message.method == nil, message.isResponse || message.isIncomplete {
      answered(message, mcp, moment)
    } else if message.isRequest {
      requestedByServer(message, mcp, moment)
    } else if message.method != nil {
      notified(message, .toClient, mcp, moment)
    }
  }

  /// The server answers. The request is looked for in the same exchange, then among all that wait in the session (another
  /// stream, a resumed one, HTTP+SSE).
  func answered(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    if let call = mcp.waitingCall(answeredBy: message) { return resolve(call, message, mcp, moment) }
    let isOwnStream = mcp.traits.map { $0.method == "POST" } ?? true
    if isOwnStream, !mcp.isRequestOver, mcp.calls.isEmpty {
      return hold(message, .toClient, mcp, moment)
    }
    guard let id = message.id else { return stray(message, mcp, moment) }
    if mcp.session == nil, let bound = eventSession(answering: id, mcp) { join(mcp, bound, moment) }
    // A channel carries every request of its session: what is answered here was or will be asked here. Its session may
    // be another's until then.
    if mcp.isChannel, mcp.session == nil { return hold(message, .toClient, mcp, moment) }
    let session = session(of: mcp, nil, moment)
    if let call = session.waiting(id, .toServer) {
      resolve(call, message, mcp, moment)
    } else if mcp.isChannel, !session.wasAnswered(id, .toServer) {
      hold(message, .toClient, mcp, moment)
    } else if session.wasAnswered(id, .toServer), session.reference.basis != .inferred {
      // Who asks for what came after an event is given it again.
      guard mcp.traits?.lastEventID == nil else { return }
      observer.anomaly(.rpcRepeatedResponse, flow: mcp.flow, moment: moment)
    } else {
      stray(message, mcp, moment)
    }
  }

  /// An event stream whose `endpoint` event was not captured belongs to the session that waits for what it answers.
  private func eventSession(answering id: JSONRPCID, _ mcp: MCPExchange) -> SessionState? {
    guard mcp.responseForm == .events, mcp.traits?.sessionID == nil, mcp.issuedSessionID == nil else { return nil }
    return sessions.newest { session in
      guard case .query(mcp.flow.server, _) = session.key, session.flow.client.address == mcp.flow.client.address else {
        return false
      }
      return session.waiting(id, .toServer) != nil
    }
  }

  /// The client answers a request of the server.
  func answeredByClient(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    let session = session(of: mcp, nil, moment)
    if let id = message.id, let call = session.waiting(id, .toClient) { return resolve(call, message, mcp, moment) }
    mcp.isChannel && message.id != nil ? hold(message, .toServer, mcp, moment) : stray(message, mcp, moment)
  }

  /// Keeps an answer until the request that it answers comes, which was captured behind it.
  private func hold(_ message: JSONRPCMessage, _ direction: Direction, _ mcp: MCPExchange, _ moment: Moment) {
    mcp.heldAnswers.append(MCPExchange.HeldAnswer(message: message, direction: direction, moment: moment))
    guard mcp.heldAnswers.count > limits.heldAnswers else { return }
    let oldest = mcp.heldAnswers.removeFirst()
    stray(oldest.message, mcp, oldest.moment)
  }

  /// No request comes any more.
  func dropHeldAnswers(_ mcp: MCPExchange) {
    let held = mcp.heldAnswers
    mcp.heldAnswers = []
    for answer in held { stray(answer.message, mcp, answer.moment) }
  }

  func resolve(_ call: OpenCall, _ answer: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    if call.session == nil { enter(call, answeringSession(call, mcp, moment), moment) }
    guard let session = call.session else { return }
    session.extent.extend(to: moment)
    call.httpStatus = call.direction == .toServer ? mcp.exchange.responseHead?.status : nil
    call.firstByte = answer.extent.start
    call.addEvidence(mcp.flow, answer.extent, limit: limits.evidencePerCall)
    noteServer(answer, session)
    if call.method == "initialize" { noteHandshake(call, answer, session) }
    if answer.isIncomplete { return settle(call, answer, statusOfPart(mcp)) }
    if call.direction == .toServer, postpones(answer, call, session, mcp) { return }
    let isRefusal = call.isCancelled && answer.error != nil
    settle(call, answer, isRefusal ? .cancelled : .complete)
    follow(call, answer, session, mcp, moment)
  }

  /// Only part of an answer was read: bytes are missing, it is still coming, or its sender stopped.
  private func statusOfPart(_ mcp: MCPExchange) -> CallStatus {
    switch mcp.exchange.response.completeness {
    case .open: mcp.sawBodyGap ? .gap : .pending
    case .truncated: .unanswered
    case .missing, .complete, .gap: .gap
    }
  }

  /// The session that the answer to `initialize` creates.
  private func answeringSession(_ call: OpenCall, _ mcp: MCPExchange, _ moment: Moment) -> SessionState {
    session(of: mcp, call.request, moment)
  }

  /// The answer is not the result yet: a question to the client, or a task that will carry it.
  private func postpones(
    _ answer: JSONRPCMessage, _ call: OpenCall, _ session: SessionState, _ mcp: MCPExchange
  ) -> Bool {
    let type = answer.view(.result, "resultType")?.string
    if type == "input_required" {
      session.remove(call, answeredLimit: limits.answeredPerSession)
      let keys = answer.view(.result, "inputRequests").map(Self.sortedKeys) ?? []
      let state = answer.view(.result, "requestState").map { Array($0.text) }
      if let text = answer.view(.result, "requestState")?.string { call.mintedState = keyedHash(text.utf8) }
      if session.awaitingInput.count >= limits.pendingPerSession {
        settle(session.awaitingInput.removeFirst().call, nil, .unanswered)
      }
      session.awaitingInput.append((call, state, keys))
      stateQuestions(answer, of: call, session, mcp)
      return true
    }
    let nested = answer.view(.result, "task")
    let task = type == "task" ? answer.view(.result, "taskId") : nested?.member("taskId")
    guard call.isToolCall, let taskID = task?.string, session.tasks.count < limits.pendingPerSession else {
      return false
    }
    session.remove(call, answeredLimit: limits.answeredPerSession)
    call.taskHash = keyedHash(taskID.utf8)
    session.tasks[taskID] = call
    let lifetime = (type == "task" ? answer.view(.result, "ttlMs") : nested?.member("ttl"))?.integer ?? 0
    let kept = min(max(0, lifetime / 1_000), limits.taskSeconds) * 1_000_000_000
    session.tasksKept = max(session.tasksKept, answer.extent.end.advanced(byNanoseconds: kept))
    tasks.add(taskKey(taskID, mcp), session)
    return true
  }

  /// The call that the task `id` carries on, in this session or another one of the same owner; it waits no longer.
  private func takeCall(ofTask id: String, _ session: SessionState, _ mcp: MCPExchange) -> OpenCall? {
    let key = taskKey(id, mcp)
    if let call = session.tasks.removeValue(forKey: id) {
      tasks.remove(key)
      return call
    }
    guard let holder = tasks.holder(key), let call = holder.tasks.removeValue(forKey: id) else { return nil }
    tasks.remove(key)
    call.resultSession = (session.reference.id, key.owner.basis)
    return call
  }

  /// The same, while it goes on waiting.
  private func call(ofTask id: String, _ session: SessionState, _ mcp: MCPExchange) -> OpenCall? {
    session.tasks[id] ?? tasks.holder(taskKey(id, mcp))?.tasks[id]
  }

  /// What an answer changes besides ending its call.
  private func follow(
    _ call: OpenCall, _ answer: JSONRPCMessage, _ session: SessionState, _ mcp: MCPExchange, _ moment: Moment
  ) {
    switch call.method {
    case "tools/list": declare(answer, session, mcp)
    case "tasks/get", "tasks/cancel":
      taskChanged(answer, .result, session, mcp, moment, taskID: call.request.view(.params, "taskId"))
    case "tasks/result":
      guard let id = call.request.view(.params, "taskId")?.string else { return }
      // A refusal ends the call only where it was made.
      guard answer.result != nil || session.tasks[id] != nil, let waiting = takeCall(ofTask: id, session, mcp) else {
        return
      }
      waiting.addEvidence(mcp.flow, answer.extent, limit: limits.evidencePerCall)
      waiting.firstByte = answer.extent.start
      settle(waiting, answer, .complete)
    default: break
    }
  }

  private func declare(_ answer: JSONRPCMessage, _ session: SessionState, _ mcp: MCPExchange) {
    for definition in inventory.definitions(in: answer, flow: mcp.flow, session: session.reference) {
      observer.emit(.toolDefinition(definition))
    }
  }

  /// A task says how it stands (tasks extension): the call it carries ends when the task does.
  func taskChanged(
    _ message: JSONRPCMessage, _ part: JSONRPCMessage.Part, _ session: SessionState, _ mcp: MCPExchange,
    _ moment: Moment, taskID: JSONView? = nil
  ) {
    guard let id = (message.view(part, "taskId") ?? taskID)?.string, let call = call(ofTask: id, session, mcp),
      let status = message.view(part, "status")?.string, ["completed", "failed", "cancelled"].contains(status)
    else { return }
    // In the core revision of 2025-11-25 the result comes by `tasks/result`, later.
    guard call.isModern || status != "completed" else { return }
    _ = takeCall(ofTask: id, session, mcp)
    call.addEvidence(mcp.flow, message.extent, limit: limits.evidencePerCall)
    call.firstByte = message.extent.start
    var fact = toolCall(call, nil, status == "cancelled" ? .cancelled : .complete)
    fact.result = message.excerpt(part, "result")
    fact.isError = status == "failed" || message.view(part, "result")?.member("isError")?.bool == true
    fact.ended = message.extent.end
    conclude(fact, call)
  }

  /// What the handshake of the legacy era agreed on (basic/lifecycle).
  private func noteHandshake(_ call: OpenCall, _ answer: JSONRPCMessage, _ session: SessionState) {
    if let client = call.request.view(.params, "clientInfo").flatMap(Implementation.init) {
      session.reference.client = client
    }
    session.clientCapabilities = call.request.view(.params, "capabilities").flatMap(ClientCapability.declared)
    if let agreed = (answer.view(.result, "protocolVersion")?.string).flatMap(ProtocolRevision.init) {
      session.reference.revision = agreed
    }
  }

  /// What an answer says of the server.
  private func noteServer(_ answer: JSONRPCMessage, _ session: SessionState) {
    guard session.reference.server == nil, answer.result != nil else { return }
    let metadata = answer.view(.result, "_meta")?.member("io.modelcontextprotocol/serverInfo")
    session.reference.server = (answer.view(.result, "serverInfo") ?? metadata).flatMap(Implementation.init)
    if let text = answer.view(.result, "instructions")?.string { session.instructions = UntrustedText(text) }
  }

  /// An answer whose request was not captured: what it is can be read off its shape.
  func stray(_ message: JSONRPCMessage, _ mcp: MCPExchange, _ moment: Moment) {
    guard !message.isIncomplete || message.id != nil else { return }
    let session = session(of: mcp, nil, moment)
    session.extent.extend(to: moment)
    noteServer(message, session)
    let shape = ResultShape(message)
    if shape == .toolList { declare(message, session, mcp) }
    let isFromServer = mcp.traits == nil || !mcp.calls.isEmpty || mcp.responseForm != .unknown
    // A server that refuses a request of HTTP may say so in JSON-RPC, under an id of its own making.
    let isRefusal = message.error != nil && (mcp.exchange.responseHead?.status ?? 0) >= 400
    let isUnsolicited =
      mcp.exchange.request.completeness == .complete && session.reference.basis == .header && !isRefusal
    // Where the session was captured from its start, no call is missing that this could answer.
    let isAnswerOfCall = !(isUnsolicited && session.reference.client != nil && !session.sawGap)
    if shape == .toolCall, isFromServer, isAnswerOfCall {
      observer.emit(.toolCall(strayCall(message, session, mcp)))
      session.counts.toolCalls += 1
    } else {
      observer.emit(.message(strayMessage(message, shape, session, mcp)))
    }
    if isUnsolicited {
      observer.anomaly(.rpcUnsolicitedResponse, flow: mcp.flow, moment: moment)
    }
  }
}
