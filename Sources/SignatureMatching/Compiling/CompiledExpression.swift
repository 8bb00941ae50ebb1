/// A condition over the predicates of a group, by their numbers.
indirect enum CompiledExpression: Hashable, Sendable {
  case all([CompiledExpression])
  case any([CompiledExpression])
  case not(CompiledExpression)
  case predicate(Int)

  func holds(_ isTrue: (Int) -> Bool) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.holds(isTrue) }
    case .any(let parts): parts.contains { $0.holds(isTrue) }
    case .not(let part): !part.holds(isTrue)
    case .predicate(let number): isTrue(number)
    }
  }

  /// Whether it can hold while no pattern is found, whatever else the event says. Rules for which it cannot are looked at
  /// only when one of their patterns is found.
  func canHold(_ isPattern: (Int) -> Bool) -> Bool { possibilities(isPattern).canBeTrue }

  private func possibilities(_ isPattern: (Int) -> Bool) -> (canBeTrue: Bool, canBeFalse: Bool) {
    switch self {
    case .all(let parts):
      let each = parts.map { $0.possibilities(isPattern) }
      return (each.allSatisfy(\.canBeTrue), each.contains(where: \.canBeFalse))
    case .any(let parts):
      let each = parts.map { $0.possibilities(isPattern) }
      return (each.contains(where: \.canBeTrue), each.allSatisfy(\.canBeFalse))
    case .not(let part):
      let inner = part.possibilities(isPattern)
      return (inner.canBeFalse, inner.canBeTrue)
    case .predicate(let number): return isPattern(number) ? (false, true) : (true, true)
    }
  }

  var predicates: Set<Int> {
    switch self {
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.predicates) }
    case .not(let part): part.predicates
    case .predicate(let number): [number]
    }
  }
}
