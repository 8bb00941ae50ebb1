import TrafficModel

/// Facts with boring numbers; tests change what matters to them.
enum Example {
  static let time = Timestamp(nanoseconds: 1_795_371_971_556_280_123)

  static func moment(_ milliseconds: Int64 = 0, frame: UInt64 = 4, capture: UInt32 = 0) -> Moment {
    Moment(
      time: time.advanced(byNanoseconds: milliseconds * 1_000_000),
      frame: FrameReference(capture: CaptureID(rawValue: capture), number: frame))
  }

  static func extent(_ milliseconds: Int64 = 0, lasting: Int64 = 0, frame: UInt64 = 4) -> Extent {
    var extent = Extent(moment(milliseconds, frame: frame))
    extent.extend(to: moment(milliseconds + lasting, frame: frame + 5))
    return extent
  }

  static func flow(_ number: UInt32 = 1) -> FlowReference {
    let client = Endpoint(IPAddress(v4: 0xc000_020a), UInt16(truncatingIfNeeded: 40000 + number))
    let server = Endpoint(IPAddress(v4: 0xc633_6407), 8080)
    let id = FlowID(FlowKey(client, server, .tcp), start: time)
    return FlowReference(id: id, client: client, server: server, transport: .tcp)
  }

  static func json(_ text: String) -> JSONExcerpt { json(Array(text.utf8)) }

  static func json(_ text: [UInt8], of fullBytes: Int? = nil) -> JSONExcerpt {
    JSONExcerpt(text: text, fullBytes: fullBytes ?? text.count, digest: Digest(Array(text.prefix(8))))
  }

  static func session(_ number: UInt64 = 1, server: String = "acme-knowledge") -> SessionReference {
    var session = SessionReference(
      id: RecordID(rawValue: 0x1234_5678_9abc_0000 + number), basis: .header, confidence: 1,
      transport: .streamableLegacy)
    session.idHash = KeyedHash(bits: 0x0123_4567_89ab_cdef)
    session.revision = ProtocolRevision("2025-11-25")
    session.client = Implementation(name: UntrustedText("mcp"), version: UntrustedText("0.1.0"), title: nil)
    session.server = Implementation(name: UntrustedText(server), version: UntrustedText("1.30.0"), title: nil)
    session.authority = UntrustedText("mcp.example:8080")
    return session
  }

  static func call(
    _ number: UInt64 = 1, tool: String = "search", arguments: String = #"{"query":"egret"}"#,
    at milliseconds: Int64 = 0,
    lasting: Int64 = 12, flow: FlowReference = flow()
  ) -> ToolCall {
    var call = ToolCall(
      id: RecordID(.toolCall, flow.id, number), flow: flow, session: session(), requestID: .number(UntrustedText("2")),
      tool: UntrustedText(tool), status: .complete, extent: extent(milliseconds, lasting: lasting, frame: number * 10))
    call.arguments = json(arguments)
    call.result = json(#"{"content":[{"type":"text","text":"A white heron."}]}"#)
    call.isError = false
    call.started = moment(milliseconds).time
    call.firstByte = moment(milliseconds + lasting).time
    call.ended = moment(milliseconds + lasting).time
    return call
  }

  static func flowSummary(_ number: UInt32 = 1, lasting: Int64 = 500) -> FlowSummary {
    var counts = FlowSummary.DirectionCounts()
    counts.frames = 7
    counts.wireBytes = 900
    counts.payloadBytes = 700
    var summary = FlowSummary(
      flow: flow(number), extent: extent(0, lasting: lasting), state: .closed, isMidstream: false, isOneSided: false,
      toServer: counts, toClient: counts)
    summary.service = "http"
    summary.serverName = UntrustedText("mcp.example")
    return summary
  }

  static func exchange(_ stream: UInt64 = 1, target: String = "/mcp", status: UInt16 = 200) -> HTTPExchange {
    var exchange = HTTPExchange(flow: flow(), streamID: stream, version: .http11, isEncrypted: false)
    exchange.method = UntrustedText("POST")
    exchange.target = UntrustedText(target)
    exchange.host = UntrustedText("mcp.example:8080")
    exchange.status = status
    exchange.request.completeness = .complete
    exchange.request.extent = extent(0, lasting: 1)
    exchange.request.headers.append(name: "User-Agent".utf8, value: "python-httpx/0.28.1".utf8)
    exchange.request.headers.append(name: "Mcp-Session-Id".utf8, value: "630fc7210e5741cfa3054f4773ef3ea5".utf8)
    exchange.request.headers.append(name: "Authorization".utf8, value: "Bearer planted-bearer-0123456789".utf8)
    exchange.request.bodyBytes = 97
    exchange.response.completeness = .complete
    exchange.response.extent = extent(3, lasting: 2, frame: 6)
    exchange.response.headers.append(name: "content-type".utf8, value: "application/json".utf8)
    return exchange
  }

  static func mcpSession(_ number: UInt64 = 1) -> MCPSession {
    var counts = MCPSession.Counts()
    counts.requests = 3
    counts.toolCalls = 2
    var session = MCPSession(
      session: session(number), flow: flow(), extent: extent(0, lasting: 900), counts: counts, ending: .closed)
    session.instructions = UntrustedText("Internal knowledge, code and ticket tools.")
    return session
  }

  static func message(_ number: UInt64 = 1, method: String = "initialize") -> MCPMessage {
    var message = MCPMessage(
      id: RecordID(.message, flow().id, number), flow: flow(), session: session(), kind: .request, direction: .toServer,
      method: UntrustedText(method), status: .complete, extent: extent())
    message.requestID = .string(UntrustedText("a-1"))
    message.params = json(#"{"protocolVersion":"2025-11-25","capabilities":{}}"#)
    message.result = json(#"{"capabilities":{}}"#)
    message.isError = false
    message.started = time
    message.ended = moment(2).time
    return message
  }

  static func definition(
    _ number: UInt64 = 1, tool: String = "search", definition: String = #"{"name":"search","inputSchema":{}}"#,
    digest: UInt8 = 1
  ) -> ToolDefinition {
    var tool = ToolDefinition(
      id: RecordID(.toolDefinition, flow().id, number), flow: flow(), session: session(), tool: UntrustedText(tool),
      digest: Digest([digest]), definition: json(definition), firstSeen: time, extent: extent())
    tool.description = UntrustedText("Searches the documents.")
    tool.schemaDigest = Digest([9])
    return tool
  }

  static func anomaly(_ kind: Anomaly.Kind = .gap) -> Anomaly {
    Anomaly(kind: kind, flow: flow(), moment: moment(frame: 11), count: 3)
  }

  static func statistics() -> AnalysisStatistics {
    var statistics = AnalysisStatistics(time: time)
    statistics.frames = 41
    statistics.bytes = 5000
    statistics.undecoded = [("bad-length", 2), ("unknown-link-type", 1)]
    return statistics
  }

  /// One event of each kind.
  static var events: [TrafficEvent] {
    [
      .flow(flowSummary()), .http(exchange()), .session(mcpSession()), .toolCall(call()), .message(message()),
      .toolDefinition(definition()), .dns(dnsExchange()), .anomaly(anomaly()), .statistics(statistics()),
      .finding(finding()),
    ]
  }
}
