/// One MCP client talking with one server over one connection, in either era.
///
///     var dialogue = MCPDialogue(.session("8d1f…"), replies: .eventStream)
///     dialogue.opens()
///     dialogue.lists(["search"])
///     dialogue.calls("search", arguments: #"{"query":"egret"}"#, answer: "…")
///     dialogue.closes()
///     let capture = dialogue.wire.capture()
package struct MCPDialogue: Sendable {
  package enum Era: Hashable, Sendable {
    /// Streamable HTTP with a handshake, revisions 2025-03-26 to 2025-11-25. Nil for servers that give no session id.
    case session(String?, revision: String = "2025-06-18")
    /// Streamable HTTP of 2026-07-28: no handshake, identity in every request.
    case stateless

    package var revision: String {
      switch self {
      case .session(_, let revision): revision
      case .stateless: "2026-07-28"
      }
    }
  }

  package enum ReplyForm: Hashable, CaseIterable, Sendable { case json, eventStream }

  package var wire: TrafficForge
  package let era: Era
  package let replies: ReplyForm
  package var path = "/mcp"
  package var clientName = "forge"
  package var serverName = "anvil"
  /// Given with every request; an `authorization` field belongs here.
  package var requestHeaders: [ForgedHeader] = []
  package var nextID = 0

  package init(_ era: Era, replies: ReplyForm = .json, wire: TrafficForge = TrafficForge()) {
    self.era = era
    self.replies = replies
    self.wire = wire
  }

  /// TCP handshake and, in the session era, `initialize` with its acknowledgement; in the stateless era
  /// `server/discover`.
  package mutating func opens() {
    wire.handshake()
    switch era {
    case .session(_, let revision): initializes(revision: revision)
    case .stateless: discovers()
    }
  }

  package mutating func lists(_ tools: [String]) {
    let id = takeID()
    asks("tools/list", id: id, params: [])
    let list = tools.map { JSONText.tool($0, description: "Does \($0).") }
    replies(to: id, with: [("tools", .array(list))])
  }

  package mutating func calls(
    _ tool: String, arguments: JSONText = "{}", answer: String, isError: Bool = false, after delay: Duration = .zero
  ) {
    let block = JSONText.object([("type", "\"text\""), ("text", .string(answer))])
    calls(tool, arguments: arguments, content: .array([block]), isError: isError, after: delay)
  }

  /// - Parameter content: the content blocks of the result, ready for the wire.
  package mutating func calls(
    _ tool: String, arguments: JSONText, content: JSONText, isError: Bool = false, after delay: Duration = .zero
  ) {
    let id = takeID()
    asks("tools/call", id: id, name: tool, params: [("name", .string(tool)), ("arguments", arguments)])
    wire.pause(delay)
    replies(to: id, with: [("content", content), ("isError", isError ? "true" : "false")])
  }

  /// A call that a JSON-RPC error answers.
  package mutating func callsInVain(_ tool: String, code: Int, _ message: String) {
    let id = takeID()
    asks("tools/call", id: id, name: tool, params: [("name", .string(tool)), ("arguments", "{}")])
    sendsReply(.error(id: id, code: code, message), headers: [])
  }

  /// A call that nobody answers.
  package mutating func callsWithoutAnswer(_ tool: String) {
    asks("tools/call", id: takeID(), name: tool, params: [("name", .string(tool)), ("arguments", "{}")])
  }

  /// Session era: `DELETE`, then the end of the connection. Stateless: the latter alone.
  package mutating func closes() {
    if case .session(.some, _) = era {
      wire.client.deletes(path, headers: sessionHeaders)
      wire.server.responds(200)
    }
    wire.closes()
  }

  package mutating func takeID() -> RPCID {
    defer { nextID += 1 }
    return .number(nextID)
  }
}
