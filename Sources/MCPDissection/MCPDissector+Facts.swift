import HTTPDissection
import TrafficModel

extension MCPDissector {
  func toolCall(_ call: OpenCall, _ answer: JSONRPCMessage?, _ status: CallStatus) -> ToolCall {
    let first = call.firstRound ?? call
    var fact = ToolCall(
      id: first.id, flow: first.flow, session: reference(of: call), requestID: first.request.id ?? .null,
      tool: UntrustedText(call.target ?? ""), status: status, extent: call.extent, evidence: call.evidence)
    fact.arguments = first.request.excerpt(.params, "arguments")
    fact.httpStatus = call.httpStatus
    fact.started = call.started
    fact.firstByte = call.firstByte
    fact.rounds = call.rounds
    fact.progressCount = call.progressCount
    fact.taskHash = call.taskHash
    fact.resultSession = call.resultSession?.id
    fact.resultBasis = call.resultSession?.basis
    fact.mintedState = call.mintedState
    fact.presentedState = call.request.view(.params, "requestState")?.string.map { keyedHash($0.utf8) }
    fact.routing = call.routing
    if let answer { take(answer, into: &fact) }
    if answer == nil, status == .complete { fact.isError = true }
    return fact
  }

  private func take(_ answer: JSONRPCMessage, into fact: inout ToolCall) {
    fact.result = answer.excerpt(.result)
    fact.ended = answer.isIncomplete ? nil : answer.extent.end
    if answer.error != nil {
      fact.isError = true
      (fact.errorCode, fact.errorMessage) = error(of: answer)
    } else if !answer.isIncomplete {
      fact.isError = answer.view(.result, "isError")?.bool ?? false
    }
  }

  private func error(of answer: JSONRPCMessage) -> (code: Int64?, message: UntrustedText?) {
    (
      answer.view(.error, "code")?.integer,
      answer.view(.error, "message")?.string.map { UntrustedText($0) }
    )
  }

  func message(_ call: OpenCall, _ answer: JSONRPCMessage?, _ status: CallStatus) -> MCPMessage {
    var fact = MCPMessage(
      id: call.id, flow: call.flow, session: reference(of: call), kind: .request, direction: call.direction,
      method: UntrustedText(call.method), status: status, extent: call.extent)
    fact.requestID = call.request.id
    fact.params = call.request.excerpt(.params)
    fact.routing = call.routing
    if call.method.hasPrefix("tasks/") {
      fact.handle = call.request.view(.params, "taskId")?.string.map { keyedHash($0.utf8) }
    }
    fact.started = call.started
    if let answer { take(answer, into: &fact) }
    if answer == nil, status == .complete { fact.isError = true }
    return fact
  }

  private func take(_ answer: JSONRPCMessage, into fact: inout MCPMessage) {
    fact.result = answer.excerpt(.result)
    fact.ended = answer.isIncomplete ? nil : answer.extent.end
    fact.isError = answer.error != nil
    if answer.error != nil { (fact.errorCode, fact.errorMessage) = error(of: answer) }
  }

  func strayCall(_ message: JSONRPCMessage, _ session: SessionState, _ mcp: MCPExchange) -> ToolCall {
    var fact = ToolCall(
      id: RecordID(.toolCall, mcp.flow.id, mcp.exchange.streamID, 3, mcp.nextPosition()), flow: mcp.flow,
      session: session.reference, requestID: message.id ?? .null,
      tool: UntrustedText(mcp.traits?.mirroredName.map(MirroredHeaders.decode) ?? ""), status: .gap,
      extent: message.extent)
    fact.httpStatus = mcp.exchange.responseHead?.status
    take(message, into: &fact)
    return fact
  }

  func strayMessage(
    _ message: JSONRPCMessage, _ shape: ResultShape?, _ session: SessionState, _ mcp: MCPExchange
  ) -> MCPMessage {
    var fact = MCPMessage(
      id: RecordID(.message, mcp.flow.id, mcp.exchange.streamID, 3, mcp.nextPosition()), flow: mcp.flow,
      session: session.reference, kind: .response, direction: .toClient,
      method: UntrustedText(shape?.method ?? ""), status: message.isIncomplete ? .gap : .complete,
      extent: message.extent)
    fact.isMethodInferred = shape != nil
    fact.requestID = message.id
    take(message, into: &fact)
    return fact
  }

  private func reference(of call: OpenCall) -> SessionReference {
    call.session?.reference
      ?? SessionReference(
        id: RecordID(.session, call.flow.id, 0), basis: .inferred, confidence: 0, transport: .streamableLegacy)
  }
}

extension JSONRPCID {
  /// The id that a JSON value stands for; nil when it is none.
  init?(_ view: JSONView) {
    if let text = view.string {
      self = .string(UntrustedText(text))
    } else if view.number != nil {
      self = .number(UntrustedText(decoding: view.text))
    } else {
      return nil
    }
  }
}
