import TrafficModel

/// How much a text gives orders: the sum of its features' weights.
struct InstructionScore: Sendable {
  /// As much as one feature that attacks show a hundred times as often as real definitions.
  static let medium = 4.6
  /// Clauses are read more freely than phrases, so they have to say more: the least, in tenths, at which no more than 0.5 % of
  /// the honest definitions that were read are flagged.
  static let mediumOfClauses = 5.3
  static let high = 7.0

  /// What features of tone count for, all of them together.
  private static let mostOfTone = 2.5

  let features: [InstructionFeature]
  private let weights: [InstructionFeature: Double]
  /// Phrases alone say it.
  private let isPlain: Bool
  let total: Double

  init(_ features: Set<InstructionFeature>) { self.init(InstructionMarks(phrases: features)) }

  /// Either the phrases alone suffice, or clauses and phrases together, tone counting for little.
  init(_ marks: InstructionMarks) {
    let phrases = Dictionary(uniqueKeysWithValues: marks.phrases.map { ($0, $0.weight) })
    let together = phrases.merging(marks.clauses, uniquingKeysWith: max)
    let phrasesTotal = phrases.values.reduce(0, +)
    isPlain = phrasesTotal >= Self.total(together)
    weights = isPlain ? phrases : Self.damped(together)
    total = isPlain ? phrasesTotal : Self.total(together)
    features = InstructionFeature.allCases.filter(weights.keys.contains)
  }

  /// The sum of `weights`, in which tone counts for little.
  static func total(_ weights: [InstructionFeature: Double]) -> Double {
    let tone = weights.reduce(0) { $1.key.isTone ? $0 + $1.value : $0 }
    return weights.values.reduce(0, +) - max(0, tone - mostOfTone)
  }

  private static func damped(_ weights: [InstructionFeature: Double]) -> [InstructionFeature: Double] {
    let tone = weights.reduce(0) { $1.key.isTone ? $0 + $1.value : $0 }
    guard tone > mostOfTone else { return weights }
    return Dictionary(
      uniqueKeysWithValues: weights.map { ($0.key, $0.key.isTone ? $0.value * mostOfTone / tone : $0.value) })
  }

  /// Praise alone misleads a choice and does no other harm.
  var severity: Severity? {
    if total < (isPlain ? Self.medium : Self.mediumOfClauses) - Self.rounding { return nil }
    if features == [.praise] { return .low }
    return total < Self.high ? .medium : .high
  }

  /// Weights are tenths, whose sums are not exact.
  static let rounding = 0.001

  var parts: [ScorePart] {
    features.map { ScorePart($0.rawValue, weights[$0] ?? 0) } + [ScorePart("total", total)]
  }
  var words: String { features.map(\.phrase).joined(separator: ", ") }
}
