internal import TrafficModel

/// Where in a block the few headers stand that records show, the first of each name; found in one pass.
struct ShownHeaders {
  private(set) var userAgent: Int?
  private(set) var origin: Int?
  private(set) var protocolVersion: Int?
  private(set) var mcpMethod: Int?
  private(set) var mcpName: Int?
  private(set) var sessionID: Int?
  private(set) var contentType: Int?
  private(set) var contentEncoding: Int?

  init(_ headers: HeaderBlock) {
    for index in 0..<headers.count {
      // Most fields are told apart by their length.
      switch headers.nameLength(at: index) {
      case 6: Self.note(index, in: headers, "origin", &origin)
      case 8: Self.note(index, in: headers, "mcp-name", &mcpName)
      case 10:
        Self.note(index, in: headers, "user-agent", &userAgent)
        Self.note(index, in: headers, "mcp-method", &mcpMethod)
      case 12: Self.note(index, in: headers, "content-type", &contentType)
      case 14: Self.note(index, in: headers, "mcp-session-id", &sessionID)
      case 16: Self.note(index, in: headers, "content-encoding", &contentEncoding)
      case 20: Self.note(index, in: headers, "mcp-protocol-version", &protocolVersion)
      default: break
      }
    }
  }

  private static func note(_ index: Int, in headers: HeaderBlock, _ name: StaticString, _ place: inout Int?) {
    if place == nil, headers.matches(index, name) { place = index }
  }
}
