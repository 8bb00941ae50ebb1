/// One rule in Sigma 2.1 with its meaning: what it looks at, what it looks for, and what to tell people.
package struct Signature: Hashable, Sendable {
  package enum Body: Hashable, Sendable {
    case search(LogSource, SearchExpression)
    case correlation(SignatureCorrelation)
  }

  /// An event with the answer that the signature must give.
  package struct Example: Hashable, Sendable {
    package var event: SignatureNode
    package var matches: Bool
    package var line: Int
  }

  /// `id`, or the title where there is none.
  package var id: String
  package var name: String?
  package var title: String
  package var description = ""
  package var level = SignatureLevel.medium
  package var status = SignatureStatus.experimental
  package var author = ""
  package var references: [String] = []
  package var tags: [String] = []
  package var falsePositives: [String] = []
  package var body: Body
  /// `tests`, a key of our own.
  package var examples: [Example] = []
  /// Where it was read.
  package var file = ""

  package var logSource: LogSource? {
    guard case .search(let source, _) = body else { return nil }
    return source
  }
}
