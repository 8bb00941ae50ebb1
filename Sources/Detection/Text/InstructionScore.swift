import TrafficModel

/// How much a text gives orders: the sum of its features' weights.
struct InstructionScore: Sendable {
  /// As much as one feature that attacks show a hundred times as often as real definitions.
  static let medium = 4.6
  static let high = 7.0

  let features: [InstructionFeature]

  init(_ features: Set<InstructionFeature>) { self.features = InstructionFeature.allCases.filter(features.contains) }

  var total: Double { features.reduce(0) { $0 + $1.weight } }

  /// Praise alone misleads a choice and does no other harm.
  var severity: Severity? {
    if total < Self.medium { return nil }
    if features == [.praise] { return .low }
    return total < Self.high ? .medium : .high
  }

  var parts: [ScorePart] { features.map { ScorePart($0.rawValue, $0.weight) } + [ScorePart("total", total)] }
  var words: String { features.map(\.phrase).joined(separator: ", ") }
}
