import TrafficModel

/// Events with a text in them.
enum Samples {
  private static let time = Timestamp(nanoseconds: 1_795_371_971_000_000_000)
  private static let extent = Extent(
    Moment(time: time, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 1)))
  private static let flow: FlowReference = {
    let client = Endpoint(IPAddress(v4: 0xc000_020a), 40_000)
    let server = Endpoint(IPAddress(v4: 0xc633_6407), 8_080)
    return FlowReference(
      id: FlowID(FlowKey(client, server, .tcp), start: time), client: client, server: server, transport: .tcp)
  }()
  private static let session = SessionReference(
    id: RecordID(.session, flow.id, 1), basis: .header, confidence: 1, transport: .streamableLegacy)

  private static func json(_ text: String) -> JSONExcerpt {
    JSONExcerpt(text: Array(text.utf8), fullBytes: text.utf8.count, digest: nil)
  }

  /// - Parameter description: as it stands in JSON.
  static func definition(_ description: String) -> ToolDefinition {
    ToolDefinition(
      id: RecordID(rawValue: 1), flow: flow, session: session, tool: UntrustedText("add"), digest: Digest([1]),
      definition: json("{\"name\":\"add\",\"description\":\"\(description)\",\"inputSchema\":{\"type\":\"object\"}}"),
      firstSeen: time, extent: extent)
  }

  static func call(_ arguments: String, _ result: String) -> ToolCall {
    var call = ToolCall(
      id: RecordID(rawValue: 2), flow: flow, session: session, requestID: .number(UntrustedText("2")),
      tool: UntrustedText("add"), status: .complete, extent: extent)
    call.arguments = json(arguments)
    call.result = json(result)
    return call
  }

  static func message(_ method: String, _ result: String) -> MCPMessage {
    var message = MCPMessage(
      id: RecordID(rawValue: 3), flow: flow, session: session, kind: .request, direction: .toServer,
      method: UntrustedText(method), status: .complete, extent: extent)
    message.result = json(result)
    return message
  }
}
