/// What a look over a text finds that is worth a closer one.
enum TextSign: Hashable, Sendable {
  case instruction(InstructionFeature)
  /// Something is done without the user's approval.
  case withoutApproval
  /// What begins as credentials of a known issuer do.
  case credential
  /// Markup of an image with an address.
  case image
  /// A line that ends in a tab, or in blanks behind one.
  case blankLineEnd
  /// A character without width.
  case withoutWidth
  /// A character that nobody sees (`HiddenCharacter`).
  case hidden

  /// What tells it, matched in bytes of UTF-8.
  var patterns: [String] {
    switch self {
    case .instruction(let feature): feature.patterns
    case .withoutApproval: [InstructionPatterns.withoutApproval]
    case .credential: SecretMention.patterns
    case .image: [#"\]\(http"#, "<img"]
    case .blankLineEnd: [#"\t[ \t]*\n"#]
    case .withoutWidth: [#"\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf"#]
    case .hidden: [HiddenCharacter.pattern]
    }
  }

  /// The same where case matters.
  var casedPatterns: [String] {
    if case .instruction(let feature) = self { feature.casedPatterns } else { [] }
  }

  /// Whether case matters in `patterns`, too.
  var isCased: Bool {
    switch self {
    case .instruction, .withoutApproval: false
    default: true
    }
  }

  /// Features of orders that count in data, which is full of imperatives, praise and commands: only what speaks to a model.
  static let dataFeatures: Set<InstructionFeature> = [.override, .concealment, .tokens, .capture]

  /// All that is looked for in data.
  static let ofData: [TextSign] =
    InstructionFeature.allCases.filter(dataFeatures.contains).map { .instruction($0) }
    + [.withoutApproval, .credential, .image, .blankLineEnd, .withoutWidth, .hidden]
}
