/// The method an answer must have answered, read off its shape when the request was not captured.
enum ResultShape {
  case toolCall, toolList, resourceRead, promptList, promptGet, resourceList, initialize, discover

  init?(_ message: JSONRPCMessage) {
    if let content = message.view(.result, "content"), content.isArray,
      message.view(.result, "isError") != nil || Self.isTyped(content)
    {
      self = .toolCall
    } else if let tools = message.view(.result, "tools"), tools.isArray {
      self = .toolList
    } else if let contents = message.view(.result, "contents"), contents.isArray {
      self = .resourceRead
    } else if message.view(.result, "serverInfo") != nil, message.view(.result, "protocolVersion") != nil {
      self = .initialize
    } else if message.view(.result, "supportedVersions") != nil {
      self = .discover
    } else if message.view(.result, "prompts")?.isArray == true {
      self = .promptList
    } else if message.view(.result, "resources")?.isArray == true {
      self = .resourceList
    } else if message.view(.result, "messages")?.isArray == true {
      self = .promptGet
    } else {
      return nil
    }
  }

  var method: String {
    switch self {
    case .toolCall: "tools/call"
    case .toolList: "tools/list"
    case .resourceRead: "resources/read"
    case .promptList: "prompts/list"
    case .promptGet: "prompts/get"
    case .resourceList: "resources/list"
    case .initialize: "initialize"
    case .discover: "server/discover"
    }
  }

  /// The first block says what type it is; its text may be cut off.
  private static func isTyped(_ content: JSONView) -> Bool {
    content.text.starts(with: "[{\"type\":\"".utf8)
  }
}
