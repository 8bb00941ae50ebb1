import TrafficModel

/// Reads the clauses of a definition: who is to do what to whom, rather than single phrases.
///
/// A description of an honest tool says what the tool does. A poisoned one speaks to the model of other tools, of what the user
/// must not know, of data that the tool does not need, of precedence. Single words of that are everywhere; which of them come
/// together in a clause, and how many such clauses follow one another, is the evidence. Real definitions that give many orders
/// are long and give them here and there, so the best few clauses in a row count, not all of them.
struct ClauseReader {
  /// Clauses in a row whose features are added up.
  private static let window = 4
  /// Bytes of one definition that are read. Expressions are still looked for in the rest.
  private static let longest = 256 << 10

  private var words: ClauseWords
  private var bytesLeft = longest
  /// The weights of the best clauses in a row of any text.
  private(set) var best: [InstructionFeature: Double] = [:]

  private var clausesRead = 0

  /// The features of `definition`, each with the weight of its heaviest rule, and how many clauses were read.
  static func features(of definition: ToolDefinition) -> (weights: [InstructionFeature: Double], clauses: Int) {
    let name = definition.tool.rawTextForMatchingAndStorage
    let texts = DefinitionText.all(of: definition)
    let parameters = texts.filter { $0.place == .parameterName }.map(\.text)
    var reader = ClauseReader(words: ClauseWords(tool: name, parameters: parameters))
    reader.consider(NameWords.words(of: name).contains(where: praise.contains) ? [.praise: 2.2] : [:])
    var seen: Set<DefinitionText> = []
    for text in texts where seen.insert(text).inserted { reader.read(text) }
    return (reader.best, reader.clausesRead)
  }

  private static let praise: Set<String> = ["best", "premium", "ultimate", "superior", "trusted", "supreme"]

  private init(words: ClauseWords) { self.words = words }

  private mutating func read(_ text: DefinitionText) {
    let bytes = Array((text.place == .parameterName ? text.wordsOfName : text.text).utf8.prefix(bytesLeft))
    bytesLeft -= bytes.count
    read(CanonicalText.canonical(bytes) ?? bytes, text.place, [:])
    for hidden in EncodedText.decoded(bytes) { read(hidden, text.place, [.encodedText: 3.3]) }
  }

  private mutating func read(_ bytes: [UInt8], _ place: DefinitionText.Place, _ given: [InstructionFeature: Double]) {
    var tokens = ClauseTokens(bytes)
    var row: [[InstructionFeature: Double]] = []
    consider(given)
    while let clause = tokens.next() {
      words.read(clause)
      clausesRead += 1
      row.append(features(place))
      if row.count > Self.window { row.removeFirst() }
      consider(row.reduce(into: given) { $0.merge($1, uniquingKeysWith: max) })
    }
  }

  /// What the clause that was read last shows.
  private func features(_ place: DefinitionText.Place) -> [InstructionFeature: Double] {
    var found: [InstructionFeature: Double] = [:]
    for rule in ClauseRules.all where rule.weight > found[rule.feature] ?? 0 && rule.isMet(by: words.classes, words.all)
    {
      found[rule.feature] = rule.weight
    }
    guard !found.isEmpty, place != .description else { return found }
    // Names are no sentences, and flags are named after what they leave out.
    if place == .parameterName { for feature in Self.ofSentences { found[feature] = nil } }
    if found.keys.contains(where: \.isOddElsewhere) { found[.hiddenPlace] = 2.4 }
    return found
  }

  private static let ofSentences: [InstructionFeature] = [
    .heading, .order, .dictation, .override, .noApproval,
  ]

  private mutating func consider(_ features: [InstructionFeature: Double]) {
    if InstructionScore.total(features) > InstructionScore.total(best) { best = features }
  }
}
