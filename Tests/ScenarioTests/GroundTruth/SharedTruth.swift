import Foundation

/// A `*.truth.json` of the shared captures: what a client process wrote down while it ran.
struct SharedTruth: Decodable {
  struct Totals: Decodable { var sessions: Int? }

  struct Session: Decodable {
    var messages: [Message]
    var calls: [Call]
  }

  struct Message: Decodable {
    var type: String
    var id: MessageID?
    var resultType: String?
  }

  struct Call: Decodable {
    var initiator: String
    var id: MessageID
    var method: String
    var tool: String?
    var args_bytes: Int?
    var result_bytes: Int?
    var isError: Bool?
    var error_code: Int?
    var outcome: String

    var facts: CallFacts {
      let isAnswered = outcome == "result" || outcome == "error"
      return CallFacts(
        tool: tool ?? "", id: id, argumentsBytes: args_bytes, resultBytes: outcome == "result" ? result_bytes : nil,
        isError: isAnswered ? outcome == "error" || isError == true : nil, errorCode: error_code,
        status: isAnswered ? "complete" : outcome)
    }
  }

  var totals: Totals
  var sessions: [Session]

  init(_ file: URL) throws { self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file)) }

  var facts: [CallFacts] { sessions.flatMap(\.logicalCalls) }
}

extension SharedTruth.Session {
  /// The truth lists every round as a call of its own. A round whose answer asks for input goes on in the next call of the
  /// same tool; when there is none, the call has not ended.
  var logicalCalls: [CallFacts] {
    let asking = Set(messages.filter { $0.resultType == "input_required" }.compactMap(\.id))
    var logical: [CallFacts] = []
    var open: [String: Int] = [:]
    for round in toolCalls {
      let isAsking = asking.contains(round.id)
      let index = open[round.tool] ?? logical.count
      if index == logical.count { logical.append(round) } else { logical[index].continue(with: round) }
      if isAsking { logical[index].awaitInput() }
      open[round.tool] = isAsking ? index : nil
    }
    return logical
  }

  private var toolCalls: [CallFacts] {
    calls.filter { $0.method == "tools/call" && $0.initiator == "client" }.map(\.facts)
  }
}

extension CallFacts {
  fileprivate mutating func `continue`(with round: CallFacts) {
    rounds += 1
    resultBytes = round.resultBytes
    isError = round.isError
    errorCode = round.errorCode
    status = round.status
  }

  fileprivate mutating func awaitInput() {
    resultBytes = nil
    isError = nil
    status = "pending"
  }
}
