import TrafficModel

/// How a tool's definition changed.
enum DefinitionChange: String, Sendable {
  /// White space and punctuation.
  case cosmetic
  /// The words changed, and nothing in them gives orders.
  case wording
  /// The schema asks for more than before.
  case widened
  /// Text that gives orders appeared.
  case orders

  var severity: Severity {
    switch self {
    case .cosmetic: .info
    case .wording: .low
    case .widened: .medium
    case .orders: .high
    }
  }

  /// - Parameter newFeatures: features of the new definition that the old one did not have.
  static func between(
    _ old: ToolSnapshot, _ new: ToolSnapshot, newFeatures: InstructionMarks
  ) -> DefinitionChange {
    if InstructionScore(newFeatures).severity != nil { return .orders }
    if !new.parameters.subtracting(old.parameters).isEmpty { return .widened }
    return old.letters == new.letters ? .cosmetic : .wording
  }
}

/// What is remembered of a definition to tell the next change.
struct ToolSnapshot: Hashable, Sendable {
  var digest: Digest
  var parameters: Set<String>
  var features: InstructionMarks
  /// A fingerprint of letters and digits alone, in order.
  var letters: UInt64
  /// The beginning of the description.
  var description: UntrustedText?

  /// Parameters that are remembered of one tool.
  private static let parameterLimit = 128

  init(_ definition: ToolDefinition, features: InstructionMarks) {
    digest = definition.digest
    parameters = Set(definition.parameterNames.prefix(Self.parameterLimit))
    self.features = features
    description = definition.description
    var hash = StableHash()
    for text in definition.texts {
      hash.combine(
        String(
          String.UnicodeScalarView(
            text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })))
    }
    letters = hash.value
  }
}
