internal import TrafficModel

extension RecordEncoder {
  mutating func append(_ session: MCPSession, to line: inout RecordBuffer) {
    begin(
      "mcp_session", RecordName(.session, session.session.id), at: session.extent.start, flow: session.flow,
      extent: session.extent, to: &line)
    append(session.session, to: &line)
    line.key("start")
    line.time(session.extent.start)
    line.key("end")
    line.time(session.extent.end)
    line.key("state")
    line.string(escaping: session.ending.rawValue)
    let counts = session.counts
    append("exchanges", counts.exchanges, to: &line)
    append("requests", counts.requests, to: &line)
    append("notifications", counts.notifications, to: &line)
    append("tool_calls", counts.toolCalls, to: &line)
    append("errors", counts.errors, to: &line)
    append("server_requests", counts.serverRequests, to: &line)
    append("arguments_bytes", counts.argumentBytes, to: &line)
    append("result_bytes", counts.resultBytes, to: &line)
    append("instructions", session.instructions, scope: .prose, limit: RecordLimits.textBytes, to: &line)
  }

  /// What every record of MCP says about the session or actor it belongs to.
  mutating func append(_ session: SessionReference, to line: inout RecordBuffer) {
    line.key("session_uid")
    line.name(RecordName(.session, session.id))
    append("session_id", session.idHash, to: &line)
    line.key("basis")
    line.string(escaping: session.basis.rawValue)
    line.key("confidence")
    line.decimal(thousandths: Self.thousandths(session.confidence))
    line.key("transport")
    line.string(escaping: session.transport.rawValue)
    appendRequired("revision", session.revision?.name, to: &line)
    line.key("client")
    append(session.client, authority: nil, to: &line)
    line.key("server")
    append(session.server, authority: session.authority, to: &line)
    append(session.credential, to: &line)
  }

  private mutating func append(
    _ implementation: Implementation?, authority: UntrustedText?, to line: inout RecordBuffer
  ) {
    line.beginObject()
    append("name", implementation?.name, to: &line)
    append("version", implementation?.version, to: &line)
    append("title", implementation?.title, to: &line)
    append("authority", authority, to: &line)
    line.endObject()
  }

  private mutating func append(_ credential: CredentialReference?, to line: inout RecordBuffer) {
    appendRequired("subject", credential?.subject, to: &line)
    guard let credential else { return }
    line.key("credential")
    line.beginObject()
    line.key("scheme")
    line.string(escaping: credential.scheme.rawValue)
    line.key("place")
    line.string(escaping: credential.place.rawValue)
    append("hash", credential.hash, to: &line)
    append("issuer", credential.issuer, to: &line)
    line.endObject()
  }

  /// 0…1000 for 0…1; anything else is brought into that range.
  static func thousandths(_ fraction: Double) -> Int64 {
    fraction >= 0 ? Int64(min(fraction, 1) * 1000 + 0.5) : 0
  }
}
