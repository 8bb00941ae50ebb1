import PatternMatching

/// What a first look at JSON as it stands finds, escapes and all: it may see too much, never too little.
enum TextHint: Int, CaseIterable {
  /// One of `TextSign.ofData`, other than blanks at line ends and characters that nobody sees.
  case sign
  /// The name of the member in which servers give again, as it is, what they give as text.
  case structure

  /// No hint has more bytes.
  static let reach = 48
  static let structureName = "structuredContent"

  var patterns: [PatternSource] {
    switch self {
    case .sign: TextSign.ofData.flatMap(\.hints)
    case .structure: [PatternSource(expression: Self.structureName)]
    }
  }
}

extension TextSign {
  /// What every text holds that shows the sign.
  fileprivate var hints: [PatternSource] {
    switch self {
    case .instruction(let feature):
      (InstructionPatterns.hints[feature] ?? []).map { PatternSource(expression: $0, ignoresCase: true) }
    case .withoutApproval: [PatternSource(expression: InstructionPatterns.hintOfApproval, ignoresCase: true)]
    // Counted instead, and seen where the canonical text differs.
    case .blankLineEnd, .withoutWidth, .hidden: []
    case .credential, .image: patterns.map { PatternSource(expression: $0) }
    }
  }
}
