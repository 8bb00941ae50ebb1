/// The rules that clauses of a definition are held against.
enum ClauseRules {
  static let all: [ClauseRule] = lines.compactMap { ClauseRule($0.line, of: $0.feature, in: .shared) }

  /// Every line is a rule; for the test that demands it.
  static var isComplete: Bool { all.count == lines.count }

  private static var lines: [(feature: InstructionFeature, line: Substring)] {
    InstructionFeature.allCases.flatMap { feature in
      (text[feature] ?? "").split(separator: "\n").map { (feature, $0) }
    }
  }
}
