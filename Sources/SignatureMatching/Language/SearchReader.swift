/// Reads the searches of a rule or filter: maps, lists of maps, lists of keywords.
struct SearchReader {
  /// Whether a field is known, with what is wrong where it is not; nil takes any name.
  let fields: (any FieldTaxonomy)?
  let source: LogSource
  let placeholders: [String: [String]]

  func search(_ node: SignatureNode) throws(SignatureProblem) -> SearchExpression {
    switch node.content {
    case .mapping(let entries):
      guard !entries.isEmpty else { throw SignatureProblem("the search is empty", line: node.line) }
      return .all(
        try entries.map { (entry) throws(SignatureProblem) in try item(entry) })
    case .sequence(let elements):
      guard !elements.isEmpty else { throw SignatureProblem("the search is empty", line: node.line) }
      return .any(
        try elements.map { (element) throws(SignatureProblem) in
          try element.entries != nil ? search(element) : keyword(element, ModifierChain([], line: element.line))
        })
    case .text, .number: return try keyword(node, ModifierChain([], line: node.line))
    case .bool, .null: throw SignatureProblem("a search is a map or a list", line: node.line)
    }
  }

  private func item(_ entry: SignatureNode.Entry) throws(SignatureProblem) -> SearchExpression {
    let words = entry.key.split(separator: "|", omittingEmptySubsequences: false)
    let chain = try ModifierChain(words.dropFirst(), line: entry.value.line)
    let field = String(words.first ?? "")
    if !field.isEmpty { try check(field, entry.value.line) }
    let values = entry.value.elements
    guard !values.isEmpty else { throw SignatureProblem("'\(field)' has no value", line: entry.value.line) }
    let parts = try values.map { (value) throws(SignatureProblem) in
      guard !field.isEmpty else { return try keyword(value, chain) }
      let choices = try chain.values(value, placeholders: placeholders)
      for case .reference(let other, _, _) in choices { try check(other, value.line) }
      return Self.any(choices.map { .comparison(field: field, $0) })
    }
    let whole = chain.has(.all) ? SearchExpression.all(parts) : Self.any(parts)
    return chain.has(.neq) ? .not(whole) : whole
  }

  private static func any(_ parts: [SearchExpression]) -> SearchExpression { parts.count == 1 ? parts[0] : .any(parts) }

  private func keyword(_ node: SignatureNode, _ chain: ModifierChain) throws(SignatureProblem) -> SearchExpression {
    let choices = try chain.values(node, placeholders: placeholders)
    return Self.any(
      try choices.map { (choice) throws(SignatureProblem) in
        switch choice {
        case .text(let pattern, _, let isCased):
          return .comparison(field: nil, .text(pattern, .anywhere, isCased: isCased))
        case .number(_, let text):
          return .comparison(field: nil, .text(ValuePattern(plain: text), .anywhere, isCased: false))
        case .expression: return .comparison(field: nil, choice)
        default: throw SignatureProblem("a keyword is a text", line: node.line)
        }
      })
  }

  private func check(_ field: String, _ line: Int) throws(SignatureProblem) {
    guard let fields, let problem = fields.problem(with: field, in: source) else { return }
    throw SignatureProblem(problem.message, line: line, suggestion: problem.suggestion)
  }
}
