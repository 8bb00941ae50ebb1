extension ForgeEnd {
  /// A response with `content-length`, head and body in separate writes.
  package mutating func responds(
    _ status: Int = 200, headers: [ForgedHeader] = [], contentType: String? = nil, body: [UInt8] = []
  ) {
    var all: [ForgedHeader] = [("date", "Thu, 28 May 2026 20:26:40 GMT"), ("server", "uvicorn")] + headers
    if let contentType { all.append(("content-type", contentType)) }
    if status != 204, status != 304 { all.append(("content-length", String(body.count))) }
    sends(head(Self.statusLine(status), all))
    if !body.isEmpty { sends(body) }
  }

  package mutating func responds(_ status: Int = 200, json: JSONText, headers: [ForgedHeader] = []) {
    responds(status, headers: headers, contentType: "application/json", body: json.bytes)
  }

  /// 202 without a body: what a notification is answered with.
  package mutating func accepts(headers: [ForgedHeader] = []) { responds(202, headers: headers) }

  /// A chunked response of `text/event-stream` that stays open until `endsEventStream`.
  package mutating func opensEventStream(headers: [ForgedHeader] = []) {
    opensChunkedResponse(
      headers: headers + [("cache-control", "no-cache, no-transform"), ("content-type", "text/event-stream")])
  }

  package mutating func opensChunkedResponse(_ status: Int = 200, headers: [ForgedHeader] = []) {
    let own: [ForgedHeader] = [("date", "Thu, 28 May 2026 20:26:40 GMT"), ("server", "uvicorn")]
    sends(head(Self.statusLine(status), own + headers + [("transfer-encoding", "chunked")]))
  }

  package mutating func sendsChunk(_ bytes: [UInt8]) {
    sends(Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + Array("\r\n".utf8))
  }

  /// One event in one chunk, lines ended by CRLF, as the Python SDK sends them.
  package mutating func sendsEvent(json: JSONText, event: String? = "message", id: String? = nil) {
    sendsEvent(data: json.text, event: event, id: id)
  }

  package mutating func sendsEvent(data: String, event: String? = nil, id: String? = nil) {
    var text = ""
    if let id { text += "id: \(id)\r\n" }
    if let event { text += "event: \(event)\r\n" }
    sendsChunk(Array((text + "data: \(data)\r\n\r\n").utf8))
  }

  /// A comment, by which servers keep an idle stream open.
  package mutating func pings(_ text: String = "ping") { sendsChunk(Array(": \(text)\r\n\r\n".utf8)) }

  package mutating func endsEventStream() { sends("0\r\n\r\n") }

  private static let reasons = [
    100: "Continue", 101: "Switching Protocols", 200: "OK", 202: "Accepted", 204: "No Content", 304: "Not Modified",
    307: "Temporary Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 409: "Conflict", 500: "Internal Server Error",
  ]

  private static func statusLine(_ status: Int) -> String { "HTTP/1.1 \(status) \(reasons[status] ?? "Status")" }
}
