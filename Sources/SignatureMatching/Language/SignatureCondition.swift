/// A condition over names: searches of a rule, or rules of a correlation.
package indirect enum SignatureCondition: Hashable, Sendable {
  case and([SignatureCondition])
  case or([SignatureCondition])
  case not(SignatureCondition)
  case name(String)

  /// - Parameter meaning: what a name stands for.
  func expression(_ meaning: (String) -> SearchExpression) -> SearchExpression {
    switch self {
    case .and(let parts): .all(parts.map { $0.expression(meaning) })
    case .or(let parts): .any(parts.map { $0.expression(meaning) })
    case .not(let part): .not(part.expression(meaning))
    case .name(let name): meaning(name)
    }
  }

  /// Its value, by what is known of each name.
  package func holds(_ isTrue: (String) -> Bool) -> Bool {
    switch self {
    case .and(let parts): parts.allSatisfy { $0.holds(isTrue) }
    case .or(let parts): parts.contains { $0.holds(isTrue) }
    case .not(let part): !part.holds(isTrue)
    case .name(let name): isTrue(name)
    }
  }

  package var names: Set<String> {
    switch self {
    case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.names) }
    case .not(let part): part.names
    case .name(let name): [name]
    }
  }
}
