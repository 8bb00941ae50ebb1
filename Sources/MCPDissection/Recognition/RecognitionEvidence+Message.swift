import TrafficModel

extension RecognitionEvidence {
  /// What a request head says.
  init(_ traits: RequestTraits) {
    self = []
    if traits.mirroredMethod != nil || traits.hasMirroredParameters
      || (traits.mirroredName != nil && traits.revision != nil)
    {
      insert(.modernHeaders)
    }
    if traits.sessionID != nil { insert(.sessionHeader) }
    if traits.revision != nil, traits.method == "POST" { insert(.versionHeader) }
    if traits.acceptsBoth, traits.method == "POST", traits.isJSON { insert(.acceptsBoth) }
    if traits.querySessionKey != nil { insert(.querySession) }
    if ["/mcp", "/sse", "/messages", "/message"].contains(where: { traits.path.starts(with: $0.utf8) }) {
      insert(.path)
    }
  }

  /// What a message says; only JSON-RPC 2.0 says anything.
  init(_ message: JSONRPCMessage) {
    self = []
    guard message.isVersion2 || message.isIncomplete else { return }
    if let method = message.method { take(method, message) }
    if message.params != nil, Self.hasModernMetadata(message) { insert(.modernMetadata) }
    if message.result != nil { takeResult(message) }
  }

  private static let distinctive: Set<String> = [
    "tools/call", "tools/list", "prompts/get", "prompts/list", "resources/templates/list", "sampling/createMessage",
    "elicitation/create", "roots/list", "server/discover", "subscriptions/listen", "notifications/initialized",
    "notifications/tools/list_changed", "notifications/prompts/list_changed", "notifications/resources/list_changed",
    "notifications/subscriptions/acknowledged", "notifications/roots/list_changed",
  ]
  private static let resource: Set<String> = [
    "resources/read", "resources/list", "completion/complete", "logging/setLevel", "resources/subscribe",
  ]
  private static let ambiguous: Set<String> = [
    "ping", "initialize", "tasks/get", "tasks/cancel", "tasks/list", "notifications/progress",
    "notifications/cancelled",
    "notifications/message",
  ]
  private static let foreign: Set<String> = [
    "message/send", "message/stream", "tasks/resubscribe", "session/new", "session/prompt", "initialized",
    "textDocument/didOpen", "$/progress",
  ]

  /// Namespaces of Ethereum nodes, which speak JSON-RPC over everything.
  private static let foreignPrefixes = ["eth_", "net_", "web3_", "textDocument/", "workspace/", "window/"]

  private mutating func take(_ method: String, _ message: JSONRPCMessage) {
    if Self.distinctive.contains(method) { insert(.distinctiveMethod) }
    if Self.resource.contains(method) { insert(.resourceMethod) }
    if Self.ambiguous.contains(method) { insert(.ambiguousMethod) }
    if Self.foreign.contains(method) || Self.foreignPrefixes.contains(where: method.hasPrefix) { insert(.lookAlike) }
    guard method == "initialize" else { return }
    if message.view(.params, "processId") != nil || message.view(.params, "rootUri") != nil { insert(.lookAlike) }
    if let version = message.view(.params, "protocolVersion")?.string, ProtocolRevision(version) != nil,
      message.view(.params, "clientInfo") != nil, message.view(.params, "capabilities") != nil
    {
      insert(.initialize)
    }
  }

  private static func hasModernMetadata(_ message: JSONRPCMessage) -> Bool {
    var found = false
    message.view(.params, "_meta")?.forEachMember { key, _ in
      found = key.starts(with: "io.modelcontextprotocol/".utf8)
      return !found
    }
    return found
  }

  private mutating func takeResult(_ message: JSONRPCMessage) {
    if let version = message.view(.result, "protocolVersion")?.string, ProtocolRevision(version) != nil,
      message.view(.result, "serverInfo") != nil, message.view(.result, "capabilities") != nil
    {
      insert(.initializeResult)
    }
    if message.view(.result, "supportedVersions")?.isArray == true, message.view(.result, "capabilities") != nil {
      insert(.initializeResult)
    }
    if ResultShape(message) != nil { insert(.resultShape) }
  }
}
