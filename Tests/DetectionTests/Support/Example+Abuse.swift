import TrafficModel

extension Example {
  static func definition(
    _ tool: String = "search", _ description: String = "Searches pages.", parameters: [String] = ["query"],
    changed: Bool = false, server: String = "198.51.100.7", version: String? = nil, at seconds: Double = 0
  ) -> ToolDefinition {
    let flow = flow(server: server)
    let properties = parameters.map { "\"\($0)\":{\"type\":\"string\"}" }.joined(separator: ",")
    let text =
      "{\"name\":\"\(tool)\",\"description\":\"\(description)\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\(properties)}}}"
    var digest = StableHash()
    digest.combine(text)
    var moment = moment(seconds)
    moment.frame.number = UInt64(1 + seconds)
    var session = session(flow)
    session.server = version.map { Implementation(name: UntrustedText("s"), version: UntrustedText($0), title: nil) }
    var definition = ToolDefinition(
      id: RecordID(rawValue: digest.value), flow: flow, session: session, tool: UntrustedText(tool),
      digest: Digest(withUnsafeBytes(of: digest.value) { Array($0) }), definition: json(text), firstSeen: time(seconds),
      extent: Extent(moment))
    definition.description = UntrustedText(description)
    if changed { definition.changedFrom = Digest([1]) }
    return definition
  }

  static func exchange(
    _ headers: [(String, String)] = [], answer: [(String, String)] = [], method: String = "POST",
    target: String = "/mcp",
    status: UInt16 = 200, isEncrypted: Bool = false, client: String = "192.0.2.10", server: String = "198.51.100.7",
    isMCP: Bool = true, at seconds: Double = 0
  ) -> HTTPExchange {
    var exchange = HTTPExchange(
      flow: flow(client: client, server: server), streamID: 1, version: .http11, isEncrypted: isEncrypted)
    exchange.method = UntrustedText(method)
    exchange.target = UntrustedText(target)
    exchange.status = status
    exchange.request.extent = extent(seconds)
    exchange.response.extent = extent(seconds + 0.01)
    if isMCP {
      exchange.request.headers.append(name: Array("mcp-protocol-version".utf8), value: Array("2025-11-25".utf8))
    }
    for (name, value) in headers { exchange.request.headers.append(name: Array(name.utf8), value: Array(value.utf8)) }
    for (name, value) in answer { exchange.response.headers.append(name: Array(name.utf8), value: Array(value.utf8)) }
    return exchange
  }

  static func anomaly(_ kind: Anomaly.Kind) -> Anomaly {
    Anomaly(kind: kind, flow: flow(), moment: moment(1), count: 3)
  }
}
