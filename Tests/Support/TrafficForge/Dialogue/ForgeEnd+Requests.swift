import TrafficModel

/// A header field as it will stand on the wire.
package typealias ForgedHeader = (name: String, value: String)

extension ForgeEnd {
  /// A request with `content-length` when it has a body. Head and body are separate writes, as most clients send them.
  package mutating func requests(
    _ method: String, _ path: String, headers: [ForgedHeader] = [], body: [UInt8]? = nil
  ) {
    var all: [ForgedHeader] = [("host", hostHeader), ("user-agent", "python-httpx/0.28.1")] + headers
    if let body { all.append(("content-length", String(body.count))) }
    sends(head("\(method) \(path) HTTP/1.1", all))
    if let body, !body.isEmpty { sends(body) }
  }

  package mutating func posts(_ path: String = "/mcp", json: JSONText, headers: [ForgedHeader] = []) {
    let own: [ForgedHeader] = [
      ("accept", "application/json, text/event-stream"), ("content-type", "application/json"),
    ]
    requests("POST", path, headers: own + headers, body: json.bytes)
  }

  package mutating func gets(_ path: String = "/mcp", headers: [ForgedHeader] = []) {
    requests("GET", path, headers: headers)
  }

  /// Asks for the server's own stream.
  package mutating func listens(_ path: String = "/mcp", headers: [ForgedHeader] = []) {
    gets(path, headers: [("accept", "text/event-stream")] + headers)
  }

  package mutating func deletes(_ path: String = "/mcp", headers: [ForgedHeader] = []) {
    requests("DELETE", path, headers: headers)
  }

  func head(_ startLine: String, _ headers: [ForgedHeader]) -> String {
    headers.reduce(into: startLine + "\r\n") { $0 += "\($1.name): \($1.value)\r\n" } + "\r\n"
  }

  private var hostHeader: String { conversation.server.description }
}
