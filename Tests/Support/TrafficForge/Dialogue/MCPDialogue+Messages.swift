extension MCPDialogue {
  mutating func initializes(revision: String) {
    let id = takeID()
    wire.client.posts(
      path, json: .initialize(id: id, revision: revision, client: clientName), headers: requestHeaders)
    sendsReply(.initialized(id: id, revision: revision, server: serverName), headers: sessionHeaders)
    notifies("notifications/initialized")
  }

  mutating func discovers() {
    let id = takeID()
    asks("server/discover", id: id, params: [])
    replies(
      to: id,
      with: [
        ("supportedVersions", "[\"2026-07-28\"]"), ("capabilities", "{\"tools\":{}}"), ("ttlMs", "60000"),
        ("cacheScope", "\"private\""),
      ])
  }

  package mutating func notifies(_ method: String, params: JSONText? = nil) {
    wire.client.posts(
      path, json: .notification(method, params: params), headers: requestHeaders + sessionHeaders + versionHeaders)
    wire.server.accepts()
  }

  /// One request of the client, with the headers and `_meta` its era demands.
  package mutating func asks(_ method: String, id: RPCID, name: String? = nil, params: [(String, JSONText)]) {
    var headers = requestHeaders + sessionHeaders + versionHeaders
    var members = params
    if era == .stateless {
      headers.append(("mcp-method", method))
      if let name { headers.append(("mcp-name", Self.headerValue(name))) }
      members.append(("_meta", requestMeta))
    }
    let json = JSONText.request(id: id, method, params: members.isEmpty ? nil : .object(members))
    wire.client.posts(path, json: json, headers: headers)
  }

  /// One result of the server, in the form this dialogue replies in.
  package mutating func replies(to id: RPCID, with members: [(String, JSONText)]) {
    var all = members
    if era == .stateless {
      all.append(("resultType", "\"complete\""))
      let implementation = JSONText.implementation(serverName)
      all.append(("_meta", .object([("io.modelcontextprotocol/serverInfo", implementation)])))
    }
    sendsReply(.result(id: id, .object(all)), headers: [])
  }

  package mutating func sendsReply(_ json: JSONText, headers: [ForgedHeader]) {
    switch replies {
    case .json: wire.server.responds(json: json, headers: headers)
    case .eventStream:
      wire.server.opensEventStream(headers: headers)
      wire.server.sendsEvent(json: json)
      wire.server.endsEventStream()
    }
  }

  package var sessionHeaders: [ForgedHeader] {
    guard case .session(.some(let id), _) = era else { return [] }
    return [("mcp-session-id", id)]
  }

  private var versionHeaders: [ForgedHeader] { [("mcp-protocol-version", era.revision)] }

  private var requestMeta: JSONText {
    .object([
      ("io.modelcontextprotocol/protocolVersion", .string(era.revision)),
      ("io.modelcontextprotocol/clientInfo", .implementation(clientName)),
      ("io.modelcontextprotocol/clientCapabilities", "{}"),
    ])
  }

  /// Plain when printable ASCII that does not look encoded, else in the sentinel form of the revision.
  static func headerValue(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { (0x21...0x7e).contains($0) } && !name.hasPrefix("=?base64?")
    return isPlain ? name : "=?base64?\(base64(Array(name.utf8)))?="
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
      for digit in 0..<4 { text.append(digit <= group.count ? alphabet[word >> (18 - 6 * digit) & 63] : "=") }
    }
    return text
  }
}
