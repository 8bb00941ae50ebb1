import HTTPDissection
import TrafficModel

extension MCPDissector {
  /// The exchange is over: what becomes of the calls it did not answer depends on the era. Losing the stream loses the
  /// request in the modern one; in the legacy one the answer may still come on another stream.
  func ended(_ mcp: MCPExchange, _ ending: ExchangeEnding, _ moment: Moment) {
    dropHeldAnswers(mcp)
    for call in mcp.calls where !call.isSettled { leftOpen(call, mcp, ending, moment) }
    mcp.calls = []
    guard let session = mcp.session else { return }
    // Answers may come on any stream of a session: a hole in one may have been the answer of another.
    if ending.hasGap, mcp.responseForm == .events { session.sawGap = true }
    if mcp.isCountedStream, mcp.exchange.response.completeness != .open {
      session.openStreams -= 1
      // The session of HTTP+SSE lives as long as its stream.
      if session.reference.transport == .httpSSE, session.openStreams == 0 { session.isClosed = true }
    }
    if mcp.traits?.method == "DELETE", let status = mcp.exchange.responseHead?.status, status < 300 {
      session.isClosed = true
    }
  }

  private func leftOpen(_ call: OpenCall, _ mcp: MCPExchange, _ ending: ExchangeEnding, _ moment: Moment) {
    // Asked for input, or handed to a task: not this exchange's answer to give.
    if call.session?.isHolding(call) == true { return }
    let response = mcp.exchange.response
    call.httpStatus = mcp.exchange.responseHead?.status
    if response.completeness == .complete, let status = call.httpStatus, (300..<400).contains(status) {
      return redirected(call)
    }
    if call.session == nil { enter(call, session(of: mcp, call.request, moment), moment) }
    // What is missing of the connection may have been the answer: absence cannot be claimed.
    if ending.hasGap { call.sawGap = true }
    switch response.completeness {
    case .open: call.isCarrierOpen = true
    case .gap: settle(call, nil, .gap)
    case .complete:
      if let status = call.httpStatus, status >= 400 { return settle(call, nil, .complete) }
      if call.isModern { settle(call, nil, call.sawGap ? .gap : .unanswered) }
    case .truncated:
      if call.isModern { settle(call, nil, call.sawGap ? .gap : statusWhenClosed(ending)) }
    case .missing:
      if ending.isOneSided { return settle(call, nil, .gap) }
      if call.isModern { settle(call, nil, call.sawGap ? .gap : statusWhenClosed(ending)) }
    }
  }

  /// In the modern era a client takes a request back by closing the connection.
  private func statusWhenClosed(_ ending: ExchangeEnding) -> CallStatus {
    ending.closedBy == .toServer ? .cancelled : .unanswered
  }

  /// The server sent the client elsewhere (307 to the path with a slash is common): the request that follows is the call.
  private func redirected(_ call: OpenCall) {
    release(call)
    if let session = call.session, session.counts.requests > 0 { session.counts.requests -= 1 }
  }

  /// The call is over: its fact is stated.
  func settle(_ call: OpenCall, _ answer: JSONRPCMessage?, _ status: CallStatus) {
    if call.isToolCall, call.direction == .toServer {
      conclude(toolCall(call, answer, status), call)
    } else {
      let fact = message(call, answer, status)
      release(call)
      if fact.isError == true { call.session?.counts.errors += 1 }
      observer.emit(.message(fact))
    }
  }

  func conclude(_ fact: consuming ToolCall, _ call: OpenCall) {
    release(call)
    if let session = call.session {
      session.counts.toolCalls += 1
      if fact.isError == true { session.counts.errors += 1 }
      session.counts.argumentBytes += UInt64(fact.arguments?.fullBytes ?? 0)
      session.counts.resultBytes += UInt64(fact.result?.fullBytes ?? 0)
    }
    observer.emit(.toolCall(fact))
  }

  private func release(_ call: OpenCall) {
    call.isSettled = true
    call.session?.remove(call, answeredLimit: limits.answeredPerSession)
  }
}
