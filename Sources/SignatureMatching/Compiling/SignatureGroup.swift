import PatternMatching

/// All rules over one log source, compiled together. An object, so that an event that is judged by it copies nothing.
final class SignatureGroup: Sendable {
  struct Rule: Sendable {
    /// Its place in the set of signatures.
    var signature: Int
    var expression: CompiledExpression
  }

  struct Database: Sendable {
    /// Nil for the keywords, which look at every field.
    var slot: Int?
    var patterns: PatternDatabase
  }

  let source: LogSource
  let fields: [SignatureField]
  let predicates: [Predicate]
  let rules: [Rule]
  let databases: [Database]
  /// By predicate: the rules that ask for it.
  let rulesOfPattern: [[Int]]
  /// Rules that can hold while no pattern is found.
  let alwaysJudged: [Int]

  init(
    source: LogSource, fields: [SignatureField], predicates: [Predicate], rules: [Rule], databases: [Database],
    rulesOfPattern: [[Int]], alwaysJudged: [Int]
  ) {
    self.source = source
    self.fields = fields
    self.predicates = predicates
    self.rules = rules
    self.databases = databases
    self.rulesOfPattern = rulesOfPattern
    self.alwaysJudged = alwaysJudged
  }
}
