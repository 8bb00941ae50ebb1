extension JSONText {
  package static func request(id: RPCID, _ method: String, params: JSONText? = nil) -> Self {
    var members: [(String, JSONText)] = [("jsonrpc", "\"2.0\""), ("id", id.json), ("method", .string(method))]
    if let params { members.append(("params", params)) }
    return .object(members)
  }

  package static func notification(_ method: String, params: JSONText? = nil) -> Self {
    var members: [(String, JSONText)] = [("jsonrpc", "\"2.0\""), ("method", .string(method))]
    if let params { members.append(("params", params)) }
    return .object(members)
  }

  package static func result(id: RPCID, _ result: JSONText) -> Self {
    .object([("jsonrpc", "\"2.0\""), ("id", id.json), ("result", result)])
  }

  package static func error(id: RPCID, code: Int, _ message: String) -> Self {
    let error = object([("code", JSONText(String(code))), ("message", .string(message))])
    return .object([("jsonrpc", "\"2.0\""), ("id", id.json), ("error", error)])
  }

  /// A tool result of one text block, as session-era servers write it.
  package static func result(id: RPCID, text: String, isError: Bool = false) -> Self {
    result(id: id, .toolResult(text: text, isError: isError))
  }

  package static func toolsCall(id: RPCID, _ tool: String, arguments: JSONText = "{}") -> Self {
    request(id: id, "tools/call", params: .object([("name", .string(tool)), ("arguments", arguments)]))
  }

  package static func toolsList(id: RPCID) -> Self { request(id: id, "tools/list") }

  package static func initialize(id: RPCID, revision: String = "2025-06-18", client: String = "forge") -> Self {
    request(
      id: id, "initialize",
      params: .object([
        ("protocolVersion", .string(revision)), ("capabilities", "{}"), ("clientInfo", .implementation(client)),
      ]))
  }

  /// The result of `initialize`.
  package static func initialized(id: RPCID, revision: String = "2025-06-18", server: String = "anvil") -> Self {
    result(
      id: id,
      .object([
        ("protocolVersion", .string(revision)), ("capabilities", "{\"tools\":{\"listChanged\":true}}"),
        ("serverInfo", .implementation(server)),
      ]))
  }

  /// The result of `tools/list`: each tool with a description and a schema of one string property.
  package static func tools(id: RPCID, _ names: [String], nextCursor: String? = nil) -> Self {
    var members: [(String, JSONText)] = [("tools", .array(names.map { tool($0, description: "Does \($0).") }))]
    if let nextCursor { members.append(("nextCursor", .string(nextCursor))) }
    return result(id: id, .object(members))
  }

  package static func tool(_ name: String, description: String) -> Self {
    .object([
      ("name", .string(name)), ("description", .string(description)),
      ("inputSchema", #"{"type":"object","properties":{"query":{"type":"string"}},"required":["query"]}"#),
    ])
  }

  package static func toolResult(text: String, isError: Bool = false) -> Self {
    let block = object([("type", "\"text\""), ("text", .string(text))])
    return .object([("content", .array([block])), ("isError", isError ? "true" : "false")])
  }

  package static func implementation(_ name: String, version: String = "1.4.2") -> Self {
    .object([("name", .string(name)), ("version", .string(version))])
  }
}
