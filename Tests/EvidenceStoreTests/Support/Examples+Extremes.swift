import TrafficModel

extension Example {
  /// Facts of which nothing optional is known.
  static var bareEvents: [TrafficEvent] {
    let session = SessionReference(
      id: RecordID(rawValue: 1), basis: .inferred, confidence: .nan, transport: .streamableModern)
    let call = ToolCall(
      id: RecordID(rawValue: 2), flow: flow(), session: session, requestID: .null, tool: UntrustedText(""),
      status: .gap,
      extent: extent())
    let message = MCPMessage(
      id: RecordID(rawValue: 3), flow: flow(), session: session, kind: .response, direction: .toClient,
      method: UntrustedText(""), status: .unanswered, extent: extent())
    let definition = ToolDefinition(
      id: RecordID(rawValue: 4), flow: flow(), session: session, tool: UntrustedText(""), digest: Digest([]),
      definition: JSONExcerpt(text: [], fullBytes: 0, digest: nil), firstSeen: time, extent: extent())
    let summary = FlowSummary(
      flow: flow(), extent: extent(), state: .evicted, isMidstream: true, isOneSided: true,
      toServer: FlowSummary.DirectionCounts(), toClient: FlowSummary.DirectionCounts())
    return [
      .flow(summary), .http(HTTPExchange(flow: flow(), streamID: 1, version: .http2, isEncrypted: true)),
      .session(
        MCPSession(session: session, flow: flow(), extent: extent(), counts: MCPSession.Counts(), ending: .open)),
      .toolCall(call), .message(message), .toolDefinition(definition),
      .dns(bareDNSExchange), .anomaly(Anomaly(kind: .fragmentLimit, flow: nil, moment: moment(), count: 1)),
      .statistics(AnalysisStatistics(time: time)), .finding(bareFinding),
    ]
  }

  /// Facts of which everything optional is known.
  static var fullEvents: [TrafficEvent] {
    var reference = session()
    reference.credential = CredentialReference(
      scheme: .bearer, place: .header, hash: KeyedHash(bits: 7), subject: UntrustedText("alice@example.com"),
      issuer: UntrustedText("https://issuer.example"))
    reference.client?.title = UntrustedText("Client")
    var call = call()
    call.session = reference
    call.isError = true
    call.errorCode = -32602
    call.errorMessage = UntrustedText("no such tool")
    call.taskHash = KeyedHash(bits: 99)
    call.rounds = 2
    call.progressCount = 5
    call.evidence.append(Provenance(flow: flow(2).id, extent: extent(frame: 40)))
    var message = message(method: "sampling/createMessage")
    message.session = reference
    message.isMethodInferred = true
    message.direction = .toClient
    var definition = definition()
    definition.title = UntrustedText("Search")
    definition.changedFrom = Digest([3])
    var exchange = exchange()
    exchange.interimStatuses = [100, 103]
    exchange.response.gapBytes = 4
    for (name, value) in [("origin", "https://app.example"), ("mcp-method", "tools/call"), ("mcp-name", "search")] {
      exchange.request.headers.append(name: name.utf8, value: value.utf8)
    }
    var summary = flowSummary()
    summary.tunnels = ["vxlan", "gre"]
    summary.toServer.repeatedBytes = 3
    var session = mcpSession()
    session.session = reference
    return [
      .flow(summary), .http(exchange), .session(session), .toolCall(call), .message(message),
      .toolDefinition(definition), .dns(fullDNSExchange), .finding(fullFinding),
    ]
  }
}
