/// What is wrong with a signature, for the person who writes it.
package struct SignatureProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Gravity: Hashable, Sendable {
    /// The signature is refused.
    case refusal
    /// It is used all the same.
    case remark
  }

  package var gravity: Gravity
  /// 1-based; 0 where none is known.
  package var line: Int
  package var message: String
  /// What to write instead, where that is known.
  package var suggestion: String?

  package init(_ message: String, line: Int = 0, suggestion: String? = nil, gravity: Gravity = .refusal) {
    self.gravity = gravity
    self.line = line
    self.message = message
    self.suggestion = suggestion
  }

  package var description: String {
    let place = line > 0 ? "line \(line): " : ""
    let advice = suggestion.map { "; \($0)" } ?? ""
    return place + message + advice
  }

  /// "unknown modifier 'contain'; did you mean 'contains'?"
  static func unknown(_ kind: String, _ word: String, among known: some Sequence<String>, line: Int) -> Self {
    let nearest = Suggestion.nearest(to: word, among: known)
    return Self(
      "unknown \(kind) '\(word)'", line: line, suggestion: nearest.map { "did you mean '\($0)'?" })
  }
}
