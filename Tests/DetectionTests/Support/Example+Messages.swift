import TrafficModel

extension Example {
  /// A request with its answer, between `client` and the usual server.
  static func message(
    _ method: String, from direction: Direction = .toServer, params: String? = nil, result: String? = nil,
    client: String = "192.0.2.10", server: String = "198.51.100.7", authority: String = "mcp.example:8080",
    at seconds: Double = 0
  ) -> MCPMessage {
    let flow = flow(client: client, server: server, at: seconds)
    var session = session(Example.flow(client: client, server: server))
    session.authority = UntrustedText(authority)
    var message = MCPMessage(
      id: RecordID(.message, flow.id, UInt64(bitPattern: time(seconds).nanoseconds)), flow: flow, session: session,
      kind: .request, direction: direction, method: UntrustedText(method), status: .complete, extent: extent(seconds))
    message.params = params.map { json($0) }
    message.result = result.map { json($0) }
    message.isError = false
    return message
  }

  /// An answer to `tools/list`.
  static func list(
    _ tools: [String], scope: String = "private", ttlMs: Int = 0, client: String = "192.0.2.10", at seconds: Double
  ) -> MCPMessage {
    let definitions = tools.map { #"{"name":"\#($0)","inputSchema":{"type":"object"}}"# }.joined(separator: ",")
    return message(
      "tools/list",
      result: #"{"tools":[\#(definitions)],"ttlMs":\#(ttlMs),"cacheScope":"\#(scope)","resultType":"complete"}"#,
      client: client, at: seconds)
  }
}
