/// A `tool_call` record, as far as truth knows of it.
struct CallRecord: Decodable {
  var tool: String?
  var request_id: MessageID?
  var rounds: Int
  var arguments_bytes: Int?
  var result_bytes: Int?
  var is_error: Bool?
  var error_code: Int?
  var status: String

  var facts: CallFacts {
    CallFacts(
      tool: tool ?? "", id: request_id ?? .null, rounds: rounds, argumentsBytes: arguments_bytes,
      resultBytes: result_bytes, isError: is_error, errorCode: error_code, status: status)
  }
}

/// A `mcp_session` record; only their number is compared.
struct SessionRecord: Decodable {
  var session_id: String?
}
