internal import TrafficModel

extension RecordEncoder {
  mutating func append(_ exchange: HTTPExchange, to line: inout RecordBuffer) {
    let extent = exchange.extent
    begin(
      "http", RecordName(.http, exchange.recordID), at: extent?.start ?? .zero, flow: exchange.flow, extent: extent,
      to: &line)
    line.key("protocol")
    line.string(escaping: exchange.version.rawValue)
    appendIfTrue("encrypted", exchange.isEncrypted, to: &line)
    append("stream", exchange.streamID, to: &line)
    appendRequired("method", exchange.method, to: &line)
    appendRequired("host", exchange.host, to: &line)
    append(target: exchange.target, to: &line)
    line.key("status")
    if let status = exchange.status { line.number(UInt64(status)) } else { line.null() }
    append(interim: exchange.interimStatuses, to: &line)
    line.key("duration_ms")
    line.milliseconds(exchange.durationNanoseconds)
    appendRequestHeaders(exchange.request.headers, to: &line)
    line.key("request")
    append(exchange.request, to: &line)
    line.key("response")
    append(exchange.response, to: &line)
  }

  /// The target is always free of secrets but under `full`; session keys in it are masked even then, because they never
  /// leave the analyzer.
  private mutating func append(target: UntrustedText?, to line: inout RecordBuffer) {
    line.key("url")
    guard let target else { return line.null() }
    line.beginString()
    let bytes = Array(target.rawTextForMatchingAndStorage.utf8)
    url.append(bytes.span, limit: RecordLimits.urlBytes, masker: &json.masker, to: &line)
    line.endString()
  }

  private func append(interim statuses: [UInt16], to line: inout RecordBuffer) {
    guard !statuses.isEmpty else { return }
    line.key("interim_statuses")
    line.beginArray()
    for status in statuses.prefix(8) { line.number(UInt64(status)) }
    line.endArray()
  }

  /// The few headers that say who asked for what. All others stay out of records.
  private mutating func appendRequestHeaders(_ headers: HeaderBlock, to line: inout RecordBuffer) {
    append("user_agent", headers, "user-agent", to: &line)
    append("origin", headers, "origin", to: &line)
    append("mcp_protocol_version", headers, "mcp-protocol-version", to: &line)
    append("mcp_method", headers, "mcp-method", to: &line)
    append("mcp_name", headers, "mcp-name", to: &line)
    guard let id = headers.first("mcp-session-id"), !id.isEmpty else { return }
    append("mcp_session_id", hasher.keyedHash(of: id), to: &line)
  }

  private mutating func append(_ message: HTTPExchange.Message, to line: inout RecordBuffer) {
    line.beginObject()
    line.key("completeness")
    line.string(escaping: message.completeness.rawValue)
    append("content_type", message.headers, "content-type", to: &line)
    append("content_encoding", message.headers, "content-encoding", to: &line)
    append("body_bytes", message.bodyBytes, to: &line)
    append("body_wire_bytes", message.bodyWireBytes, to: &line)
    appendUnlessZero("gap_bytes", message.gapBytes, to: &line)
    line.endObject()
  }

  private mutating func append(
    _ key: StaticString, _ headers: HeaderBlock, _ name: StaticString, to line: inout RecordBuffer
  ) {
    guard let value = headers.first(name) else { return }
    line.key(key)
    append(value.span, scope: .names, limit: RecordLimits.nameBytes, to: &line)
  }
}
