/// What was found in a text that gives orders.
struct InstructionMarks: Hashable, Sendable {
  /// By expressions, anywhere in it.
  var phrases: Set<InstructionFeature> = []
  /// By rules, in a few clauses in a row, with the weight of the heaviest rule.
  var clauses: [InstructionFeature: Double] = [:]

  /// Clauses that were looked at for them; 0 for texts that are not read by clauses.
  var length = 0

  var isEmpty: Bool { phrases.isEmpty && clauses.isEmpty }

  /// What is not in `other`.
  func subtracting(_ other: Self) -> Self {
    Self(
      phrases: phrases.subtracting(other.phrases).subtracting(other.clauses.keys),
      clauses: clauses.filter { other.clauses[$0.key] == nil && !other.phrases.contains($0.key) }, length: length)
  }
}
