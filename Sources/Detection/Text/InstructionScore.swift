import Glibc
import TrafficModel

/// How much a text gives orders: the sum of its features' weights.
struct InstructionScore: Sendable {
  /// As much as one feature that attacks show a hundred times as often as real definitions.
  static let medium = 4.6
  /// Clauses are read more freely than phrases, so they have to say more. Of 3,776 honest definitions that nobody had read, two are
  /// flagged, where 0.5 % are allowed; at 5.8 none was, and a fiftieth fewer attacks are found.
  static let mediumOfClauses = 5.0
  static let high = 7.0

  /// What features of tone count for, all of them together.
  private static let mostOfTone = 2.5

  /// Clauses that nine of ten attacks have at most, each in a definition of its own. Weights are logarithms of likelihoods, and
  /// what is much longer has so many more chances to look like an attack by accident: seven of 23 honest definitions that were
  /// flagged were among the 4 % with more than 50 clauses, half of the rest among the 17 % with 25 to 50.
  private static let usualLength = 25
  /// As length costs an attacker nothing, it counts for no more than twice the chances.
  private static let mostOfLength = 2.0
  /// What suffices alone, however long the definition is.
  static let sufficient = mediumOfClauses + log(mostOfLength)

  let features: [InstructionFeature]
  private let weights: [InstructionFeature: Double]
  let total: Double
  /// What `total` has to reach.
  private let least: Double

  init(_ features: Set<InstructionFeature>) { self.init(InstructionMarks(phrases: features)) }

  /// Either the phrases alone suffice, or clauses and phrases together, tone counting for little.
  init(_ marks: InstructionMarks) {
    let phrases = Dictionary(uniqueKeysWithValues: marks.phrases.map { ($0, $0.weight) })
    let together = phrases.merging(marks.clauses, uniquingKeysWith: max)
    let phrasesTotal = phrases.values.reduce(0, +)
    // Whichever says more is shown.
    let isPlain = phrasesTotal >= Self.total(together)
    weights = isPlain ? phrases : Self.damped(together)
    total = isPlain ? phrasesTotal : Self.total(together)
    features = InstructionFeature.allCases.filter(weights.keys.contains)
    // Phrases that suffice do so beside any clauses: else an attacker would only have to add weak ones.
    let allowance = log(min(Self.mostOfLength, max(1, Double(marks.length) / Double(Self.usualLength))))
    least = phrasesTotal >= Self.medium - Self.rounding ? Self.medium : Self.mediumOfClauses + allowance
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
    if total < least - Self.rounding { return nil }
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
