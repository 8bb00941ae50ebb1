package import TrafficModel

extension RecordEncoder {
  mutating func append(_ call: ToolCall, to line: inout RecordBuffer) {
    begin(
      "tool_call", RecordName(.toolCall, call.id), at: call.started ?? call.extent.start, flow: call.flow,
      extent: call.extent, to: &line)
    append(call.session, to: &line)
    append(call.requestID, to: &line)
    appendRequired("tool", call.tool, to: &line)
    append(
      "arguments", truncatedKey: "arguments_truncated", call.arguments, limit: RecordLimits.argumentsBytes, to: &line)
    append("arguments_bytes", bytes: call.argumentBytes, to: &line)
    append("arguments_sha256", digestOf: call.arguments, to: &line)
    append("result_bytes", bytes: call.result?.fullBytes, to: &line)
    append("result_sha256", digestOf: call.result, to: &line)
    append(result: call.result, isPrivate: false, to: &line)
    append(isError: call.isError, code: call.errorCode, message: call.errorMessage, to: &line)
    append(call.status, started: call.started, to: &line)
    line.key("first_byte")
    line.time(call.firstByte)
    append(ended: call.ended, duration: call.durationNanoseconds, to: &line)
    line.key("rounds")
    line.number(Int64(call.rounds))
    line.key("progress")
    line.number(Int64(call.progressCount))
    if let task = call.taskHash { append("task", task, to: &line) }
    if let session = call.resultSession, let basis = call.resultBasis {
      line.key("result_session_uid")
      line.name(RecordName(.session, session))
      line.key("result_basis")
      line.string(escaping: basis.rawValue)
    }
    append(call.evidence, to: &line)
  }

  mutating func append(
    isError: Bool?, code: Int64?, message: UntrustedText?, to line: inout RecordBuffer
  ) {
    line.key("is_error")
    if let isError { line.bool(isError) } else { line.null() }
    line.key("error_code")
    if let code { line.number(code) } else { line.null() }
    append("error_message", message, scope: .values, limit: RecordLimits.errorMessageBytes, to: &line)
  }

  func append(_ status: CallStatus, started: Timestamp?, to line: inout RecordBuffer) {
    line.key("status")
    line.string(escaping: status.rawValue)
    line.key("started")
    line.time(started)
  }

  func append(ended: Timestamp?, duration: Int64?, to line: inout RecordBuffer) {
    line.key("ended")
    line.time(ended)
    line.key("duration_ms")
    line.milliseconds(duration)
  }

  /// The frames of each part, for who wants to see them in the captures.
  mutating func append(_ evidence: [Provenance], to line: inout RecordBuffer) {
    line.key("evidence")
    line.beginArray()
    for item in evidence.prefix(RecordLimits.evidenceItems) {
      line.beginObject()
      line.key("flow_id")
      line.name(RecordName(item.flow))
      append(frames: item.firstFrame, item.lastFrame, to: &line)
      line.endObject()
    }
    line.endArray()
  }
}

extension ToolCall {
  /// 0 for a call without arguments; nil when the request was not captured.
  package var argumentBytes: Int? { arguments?.fullBytes ?? (started == nil ? nil : 0) }
}
