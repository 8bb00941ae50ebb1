/// Reads the condition of a rule (Sigma rules 2.1, "Condition").
struct ConditionParser {
  /// Parentheses and `not` inside each other; deeper ones are nobody's rule.
  private static let deepest = 64

  private var tokens: [String]
  private var position = 0
  private let names: [String]
  private let line: Int

  static func parse(_ text: String, names: [String], line: Int) throws(SignatureProblem) -> SignatureCondition {
    var parser = ConditionParser(tokens: tokens(text), names: names, line: line)
    let condition = try parser.disjunction(depth: 0)
    guard parser.position == parser.tokens.count else { throw parser.unexpected() }
    return condition
  }

  private init(tokens: [String], names: [String], line: Int) {
    self.tokens = tokens
    self.names = names
    self.line = line
  }

  private static func tokens(_ text: String) -> [String] {
    var result: [String] = []
    var word = ""
    for character in text {
      if character.isWhitespace || "()|".contains(character) {
        if !word.isEmpty { result.append(word) }
        word = ""
        if !character.isWhitespace { result.append(String(character)) }
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { result.append(word) }
    return result
  }

  private var next: String? { position < tokens.count ? tokens[position] : nil }

  private mutating func accepts(_ word: String) -> Bool {
    guard next?.lowercased() == word else { return false }
    position += 1
    return true
  }

  private mutating func disjunction(depth: Int) throws(SignatureProblem) -> SignatureCondition {
    var parts = [try conjunction(depth: depth)]
    while accepts("or") { parts.append(try conjunction(depth: depth)) }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction(depth: Int) throws(SignatureProblem) -> SignatureCondition {
    var parts = [try term(depth: depth)]
    while accepts("and") { parts.append(try term(depth: depth)) }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func term(depth: Int) throws(SignatureProblem) -> SignatureCondition {
    guard depth < Self.deepest else { throw SignatureProblem("the condition is nested too deeply", line: line) }
    if accepts("not") { return .not(try term(depth: depth + 1)) }
    if accepts("(") {
      let inner = try disjunction(depth: depth + 1)
      guard accepts(")") else { throw unexpected(wanted: "')'") }
      return inner
    }
    if let quantified = try quantified() { return quantified }
    guard let word = next, word != ")", word != "|" else { throw unexpected() }
    position += 1
    guard names.contains(word) else { throw SignatureProblem.unknown("search", word, among: names, line: line) }
    return .name(word)
  }

  /// `1 of …`, `any of …`, `all of …`.
  private mutating func quantified() throws(SignatureProblem) -> SignatureCondition? {
    guard position + 1 < tokens.count, tokens[position + 1].lowercased() == "of" else { return nil }
    let quantifier = tokens[position].lowercased()
    guard ["1", "any", "all"].contains(quantifier) else {
      throw SignatureProblem(
        "'\(tokens[position]) of' is not part of Sigma", line: line, suggestion: "write '1 of' or 'all of'")
    }
    position += 2
    guard let pattern = next else { throw unexpected(wanted: "a name, a pattern or 'them'") }
    position += 1
    let chosen = names.filter { Self.matches($0, pattern) }
    guard !chosen.isEmpty else {
      throw SignatureProblem.unknown("search", pattern, among: names, line: line)
    }
    let parts = chosen.map(SignatureCondition.name)
    return quantifier == "all" ? .and(parts) : .or(parts)
  }

  /// Names that begin with `_` are left out unless the pattern asks for them.
  private static func matches(_ name: String, _ pattern: String) -> Bool {
    if pattern.lowercased() == "them" { return !name.hasPrefix("_") }
    if name.hasPrefix("_"), !pattern.hasPrefix("_") { return false }
    return matches(Array(name.unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
  }

  /// With `*` as wildcard. Linear in the product of both lengths.
  private static func matches(_ name: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
    var reachable: Set<Int> = [name.startIndex]
    for letter in pattern {
      if letter == "*" {
        if let first = reachable.min() { reachable = Set(first...name.endIndex) }
      } else {
        reachable = Set(reachable.filter { $0 < name.endIndex && name[$0] == letter }.map { $0 + 1 })
      }
    }
    return reachable.contains(name.endIndex)
  }

  private func unexpected(wanted: String? = nil) -> SignatureProblem {
    if next == "|" {
      return SignatureProblem(
        "aggregations behind '|' are not part of Sigma 2", line: line,
        suggestion: "write a correlation rule (event_count, value_count, …)")
    }
    let found = next.map { "'\($0)'" } ?? "the end"
    return SignatureProblem(
      "the condition goes wrong at \(found)\(wanted.map { ", where \($0) belongs" } ?? "")", line: line)
  }
}
