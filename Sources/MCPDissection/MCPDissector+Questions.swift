import HTTPDissection
import TrafficModel

extension MCPDissector {
  /// Questions of one answer that are stated.
  private static let questionsPerAnswer = 64

  /// What a server of the stateless era asks the client inside a result (patterns/mrtr of 2026-07-28) is stated as a request
  /// of the server, as it was one in earlier revisions. Its id is the key that the answer must have; the answer belongs to the
  /// next round of the call and is not stated apart.
  func stateQuestions(_ answer: JSONRPCMessage, of call: OpenCall, _ session: SessionState, _ mcp: MCPExchange) {
    guard let questions = answer.view(.result, "inputRequests") else { return }
    var count = 0
    let declared = call.request.view(.params, "_meta")?.member("io.modelcontextprotocol/clientCapabilities")
      .flatMap(ClientCapability.declared)
    questions.forEachMember { key, question in
      count += 1
      guard let method = question.member("method")?.string else { return count < Self.questionsPerAnswer }
      session.counts.serverRequests += 1
      if let declared, let needed = ClientCapability(neededFor: method), !declared.contains(needed) {
        observer.anomaly(
          .undeclaredCapability, flow: mcp.flow, moment: Moment(time: answer.extent.end, frame: answer.extent.lastFrame)
        )
      }
      var fact = MCPMessage(
        id: RecordID(.message, mcp.flow.id, mcp.exchange.streamID, 4, mcp.nextPosition()), flow: mcp.flow,
        session: session.reference, kind: .request, direction: .toClient, method: UntrustedText(method),
        status: .complete, extent: answer.extent)
      fact.requestID = .string(UntrustedText(decoding: Array(key)))
      fact.params = question.member("params").map { params in
        JSONExcerpt(text: Array(params.text), fullBytes: params.text.count, digest: nil)
      }
      fact.started = answer.extent.end
      observer.emit(.message(fact))
      return count < Self.questionsPerAnswer
    }
  }
}
