internal import TrafficModel

extension RecordEncoder {
  mutating func append(_ message: MCPMessage, to line: inout RecordBuffer) {
    begin(
      "mcp_message", RecordName(.message, message.id), at: message.started ?? message.extent.start,
      flow: message.flow, extent: message.extent, to: &line)
    append(message.session, to: &line)
    line.key("kind")
    line.string(escaping: message.kind.rawValue)
    line.key("direction")
    line.string(escaping: message.direction.abbreviation)
    appendRequired("method", message.method.isEmpty ? nil : message.method, to: &line)
    appendIfTrue("method_inferred", message.isMethodInferred, to: &line)
    append(message.requestID, to: &line)
    append(
      "params", truncatedKey: "params_truncated", message.params, limit: RecordLimits.parametersBytes, to: &line)
    append("params_bytes", bytes: message.params?.fullBytes, to: &line)
    append("result_bytes", bytes: message.result?.fullBytes, to: &line)
    append(result: message.result, isPrivate: message.isElicitation, to: &line)
    append(isError: message.isError, code: message.errorCode, message: message.errorMessage, to: &line)
    append(message.status, started: message.started, to: &line)
    append(ended: message.ended, duration: message.durationNanoseconds, to: &line)
  }
}

extension MCPMessage {
  /// Its answer is what a person typed into a form.
  fileprivate var isElicitation: Bool { method.rawTextForMatchingAndStorage == "elicitation/create" }
}
