import PatternMatching

/// Collects the rules of one log source and compiles them.
struct GroupBuilder {
  private let source: LogSource
  private var fields: [SignatureField] = []
  private var slots: [String: Int] = [:]
  private var predicates: [Predicate] = []
  private var numbers: [Predicate: Int] = [:]
  private var rules: [SignatureGroup.Rule] = []

  init(source: LogSource) { self.source = source }

  mutating func add(_ expression: SearchExpression, signature: Int) {
    let compiled = compile(expression)
    rules.append(SignatureGroup.Rule(signature: signature, expression: compiled))
  }

  private mutating func compile(_ expression: SearchExpression) -> CompiledExpression {
    switch expression {
    case .all(let parts):
      var compiled: [CompiledExpression] = []
      for part in parts { compiled.append(compile(part)) }
      return compiled.count == 1 ? compiled[0] : .all(compiled)
    case .any(let parts):
      var compiled: [CompiledExpression] = []
      for part in parts { compiled.append(compile(part)) }
      return compiled.count == 1 ? compiled[0] : .any(compiled)
    case .not(let part): return .not(compile(part))
    case .comparison(let field, let value):
      let predicate = predicate(field.map { slot($0) }, value)
      if let known = numbers[predicate] { return .predicate(known) }
      numbers[predicate] = predicates.count
      predicates.append(predicate)
      return .predicate(predicates.count - 1)
    }
  }

  private mutating func slot(_ name: String) -> Int {
    if let known = slots[name] { return known }
    slots[name] = fields.count
    fields.append(SignatureField(name))
    return fields.count - 1
  }

  private mutating func predicate(_ slot: Int?, _ value: SearchValue) -> Predicate {
    guard let slot else { return keyword(value) }
    switch value {
    case .text(let pattern, let position, let isCased):
      if pattern.tokens == [.anyMany] || (pattern.isEmpty && position != .whole) { return .exists(slot: slot, true) }
      if pattern.isEmpty { return .empty(slot: slot) }
      return .pattern(slot: slot, PatternSource(pattern, position, isCased: isCased))
    case .expression(let expression): return .pattern(slot: slot, PatternSource(expression))
    case .number(let number, let text): return .number(slot: slot, number, text: text)
    case .bool(let value): return .bool(slot: slot, value)
    case .null: return .null(slot: slot)
    case .exists(let isThere): return .exists(slot: slot, isThere)
    case .comparison(let comparison, let number, let part): return .comparison(slot: slot, comparison, number, part)
    case .network(let range): return .network(slot: slot, range)
    case .reference(let other, let position, let isCased):
      return .reference(slot: slot, other: self.slot(other), position, isCased: isCased)
    }
  }

  private func keyword(_ value: SearchValue) -> Predicate {
    switch value {
    case .expression(let expression): .pattern(slot: nil, PatternSource(expression))
    case .text(let pattern, let position, let isCased):
      .pattern(slot: nil, PatternSource(pattern, position, isCased: isCased))
    // The reader makes no other keywords.
    default: .pattern(slot: nil, PatternSource(ValuePattern(plain: ""), .anywhere, isCased: false))
    }
  }

  /// - Parameter refuse: told of each rule with a pattern that cannot be matched in linear time.
  func build(store: (any CompiledPatternStore)?, refuse: (Int, String) -> Void) -> SignatureGroup {
    var databases: [SignatureGroup.Database] = []
    var broken: [Int: String] = [:]
    for (slot, patterns) in patternsBySlot() {
      let (database, refusals) = PatternDatabase.compile(patterns, store: store)
      if let database { databases.append(SignatureGroup.Database(slot: slot, patterns: database)) }
      for refusal in refusals { broken[refusal.pattern] = refusal.reason }
    }
    var kept: [SignatureGroup.Rule] = []
    for rule in rules {
      guard let pattern = rule.expression.predicates.sorted().first(where: { broken[$0] != nil }) else {
        kept.append(rule)
        continue
      }
      refuse(rule.signature, Self.explanation(predicates[pattern], broken[pattern] ?? ""))
    }
    return group(kept, databases)
  }

  private static func explanation(_ predicate: Predicate, _ reason: String) -> String {
    guard case .pattern(_, let source) = predicate else { return reason }
    return "the regular expression '\(source.expression)' cannot be compiled to match in linear time: \(reason)"
  }

  private func patternsBySlot() -> [(Int?, [(number: Int, source: PatternSource)])] {
    var bySlot: [Int?: [(number: Int, source: PatternSource)]] = [:]
    for (number, predicate) in predicates.enumerated() {
      if case .pattern(let slot, let source) = predicate { bySlot[slot, default: []].append((number, source)) }
    }
    return bySlot.sorted { ($0.key ?? -1) < ($1.key ?? -1) }.map { ($0.key, $0.value) }
  }

  private func group(_ kept: [SignatureGroup.Rule], _ databases: [SignatureGroup.Database]) -> SignatureGroup {
    var rulesOfPattern = [[Int]](repeating: [], count: predicates.count)
    var alwaysJudged: [Int] = []
    for (index, rule) in kept.enumerated() {
      if rule.expression.canHold({ predicates[$0].isPattern }) {
        alwaysJudged.append(index)
      } else {
        for number in rule.expression.predicates where predicates[number].isPattern {
          rulesOfPattern[number].append(index)
        }
      }
    }
    return SignatureGroup(
      source: source, fields: fields, predicates: predicates, rules: kept, databases: databases,
      rulesOfPattern: rulesOfPattern, alwaysJudged: alwaysJudged)
  }
}
