/// What can be compared about one tool call. Nil is "not known", and in `errorCode` "no error".
struct CallFacts: Hashable, CustomStringConvertible {
  var tool: String
  /// Of the first round.
  var id: MessageID
  var rounds = 1
  /// Compact JSON in UTF-8.
  var argumentsBytes: Int?
  var resultBytes: Int?
  /// A result that says so, or an error in place of a result.
  var isError: Bool?
  var errorCode: Int?
  var status = "complete"

  var description: String {
    let name = tool.isEmpty ? "(no name)" : tool
    let error = errorCode.map { " error \($0)" } ?? (isError == true ? " error" : "")
    return "\(name) id \(id) rounds \(rounds) arguments \(Self.size(argumentsBytes))"
      + " result \(Self.size(resultBytes))\(error) \(status)"
  }

  private static func size(_ bytes: Int?) -> String { bytes.map(String.init) ?? "?" }

  /// Whether `self`, found in a capture with holes, is as much of `whole` as can be left of it: what is known is right, and
  /// what is not whole says so.
  func isRemnant(of whole: CallFacts) -> Bool {
    guard id == whole.id, tool == whole.tool || tool.isEmpty else { return false }
    guard status != "complete", rounds <= whole.rounds else { return false }
    let isArgumentPart = argumentsBytes.map { $0 <= whole.argumentsBytes ?? .max } ?? true
    let isResultPart = resultBytes.map { $0 <= whole.resultBytes ?? .max } ?? true
    let isErrorRight = isError == nil || whole.isError == nil || isError == whole.isError
    return isArgumentPart && isResultPart && isErrorRight && (errorCode == nil || errorCode == whole.errorCode)
  }
}
