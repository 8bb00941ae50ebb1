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
    let asked = ShownHeaders(exchange.request.headers)
    appendRequestHeaders(exchange.request.headers, asked, to: &line)
    line.key("request")
    append(exchange.request, asked, to: &line)
    line.key("response")
    append(exchange.response, ShownHeaders(exchange.response.headers), to: &line)
  }

  /// The target is always free of secrets but under `full`; session keys in it are masked even then, because they never
  /// leave the analyzer.
  private mutating func append(target: UntrustedText?, to line: inout RecordBuffer) {
    line.key("url")
    guard let target else { return line.null() }
    line.beginString()
    var text = target.rawTextForMatchingAndStorage
    text.withUTF8 { url.append($0.span, limit: RecordLimits.urlBytes, masker: &json.masker, to: &line) }
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
  private mutating func appendRequestHeaders(
    _ headers: HeaderBlock, _ shown: ShownHeaders, to line: inout RecordBuffer
  ) {
    append("user_agent", headers, shown.userAgent, to: &line)
    append("origin", headers, shown.origin, to: &line)
    append("mcp_protocol_version", headers, shown.protocolVersion, to: &line)
    append("mcp_method", headers, shown.mcpMethod, to: &line)
    append("mcp_name", headers, shown.mcpName, to: &line)
    guard let index = shown.sessionID else { return }
    let id = headers.value(at: index)
    if !id.isEmpty { append("mcp_session_id", hasher.keyedHash(of: id), to: &line) }
  }

  private mutating func append(_ message: HTTPExchange.Message, _ shown: ShownHeaders, to line: inout RecordBuffer) {
    line.beginObject()
    line.key("completeness")
    line.string(escaping: message.completeness.rawValue)
    append("content_type", message.headers, shown.contentType, to: &line)
    append("content_encoding", message.headers, shown.contentEncoding, to: &line)
    append("body_bytes", message.bodyBytes, to: &line)
    append("body_wire_bytes", message.bodyWireBytes, to: &line)
    appendUnlessZero("gap_bytes", message.gapBytes, to: &line)
    line.endObject()
  }

  private mutating func append(
    _ key: StaticString, _ headers: HeaderBlock, _ index: Int?, to line: inout RecordBuffer
  ) {
    guard let index else { return }
    line.key(key)
    append(headers.value(at: index).span, scope: .names, limit: RecordLimits.nameBytes, to: &line)
  }
}
