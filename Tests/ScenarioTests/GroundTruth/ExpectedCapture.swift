import Foundation

/// `expected.json` of a scenario; `Captures/README.md` says what its keys mean.
struct ExpectedCapture: Decodable {
  struct Counts: Decodable { var sessions: Int? }

  struct Call: Decodable {
    var tool: String
    var ids: [MessageID]
    var rounds: Int
    var arguments_bytes: Int?
    var result_bytes: Int?
    var is_error: Bool?
    var error_code: Int?
    var status: String
    var http_status: Int?
    /// What of it is not in the capture.
    var lost: String?

    var facts: CallFacts {
      CallFacts(
        tool: tool, id: ids.first ?? .null, rounds: rounds, argumentsBytes: arguments_bytes, resultBytes: result_bytes,
        isError: errorState, errorCode: error_code, status: status)
    }

    /// The client counts only results that say so; a record counts JSON-RPC errors as well, and knows of none where there
    /// was no answer.
    private var errorState: Bool? {
      // Refused by HTTP, with or without words of JSON-RPC.
      if error_code != nil || (result_bytes == nil && lost == nil && http_status ?? 0 >= 400) { return true }
      return result_bytes == nil && lost == nil ? nil : is_error
    }
  }

  var mcp: Bool
  var readable: Bool
  var edited: String?
  var counts: Counts
  var tool_calls: [Call]

  /// Of a capture that cannot be read nothing is to be found.
  var facts: [CallFacts] { readable ? tool_calls.map(\.facts) : [] }
  /// Where pauses were stretched, sessions are over in them that were not when it was captured.
  var sessions: Int? { readable ? (edited?.hasPrefix("Times:") == true ? nil : counts.sessions) : 0 }

  init(_ scenario: CaptureScenario) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: scenario.truth))
  }
}
