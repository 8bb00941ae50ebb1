/// Turns the tree of a signature file into its meaning. Whatever it does not understand is refused, never skipped.
package struct SignatureReader: Sendable {
  private let fields: (any FieldTaxonomy)?
  private let placeholders: [String: [String]]

  /// - Parameter fields: nil takes any field name, for rules over sources of others.
  package init(fields: (any FieldTaxonomy)?, placeholders: [String: [String]] = [:]) {
    self.fields = fields
    self.placeholders = placeholders
  }

  package func document(_ node: SignatureNode, file: String) throws(SignatureProblem) -> SignatureDocument {
    guard node.entries != nil else { throw SignatureProblem("a signature is a map of keys", line: node.line) }
    if let filter = node["filter"] { return .filter(try self.filter(filter, node, file)) }
    let body: Signature.Body
    if let correlation = node["correlation"] {
      body = .correlation(try CorrelationReader(node: correlation).correlation())
    } else if let detection = node["detection"] {
      let source = try self.source(node)
      body = .search(source, try search(detection, source))
    } else {
      throw SignatureProblem("neither 'detection' nor 'correlation' nor 'filter'", line: node.line)
    }
    return .signature(try MetadataReader(node: node).signature(body, file: file))
  }

  private func source(_ node: SignatureNode) throws(SignatureProblem) -> LogSource {
    guard let logsource = node["logsource"], let entries = logsource.entries, !entries.isEmpty else {
      throw SignatureProblem(
        "no log source", line: node.line, suggestion: "write logsource: { product: mcp, category: mcp_tool_call }")
    }
    var source = LogSource()
    for entry in entries {
      let text = entry.value.text
      switch entry.key {
      case "product": source.product = text
      case "category": source.category = text
      case "service": source.service = text
      case "definition": break
      default:
        throw .unknown(
          "key of logsource", entry.key, among: ["product", "category", "service", "definition"], line: entry.value.line
        )
      }
    }
    if let problem = fields?.problem(with: source) {
      throw SignatureProblem(problem.message, line: logsource.line, suggestion: problem.suggestion)
    }
    return source
  }

  private func search(_ detection: SignatureNode, _ source: LogSource) throws(SignatureProblem) -> SearchExpression {
    guard let entries = detection.entries else {
      throw SignatureProblem("'detection' is a map of searches", line: detection.line)
    }
    if let timeframe = detection["timeframe"] {
      throw SignatureProblem(
        "'timeframe' is not part of Sigma 2", line: timeframe.line, suggestion: "write a correlation with 'timespan'")
    }
    let reader = SearchReader(fields: fields, source: source, placeholders: placeholders)
    var searches: [String: SearchExpression] = [:]
    for entry in entries where entry.key != "condition" { searches[entry.key] = try reader.search(entry.value) }
    guard let condition = detection["condition"] else {
      throw SignatureProblem("no condition", line: detection.line, suggestion: "write condition: selection")
    }
    let names = entries.map(\.key).filter { $0 != "condition" }
    return try self.condition(condition, names) { searches[$0] ?? .any([]) }
  }

  /// A list of conditions means any of them.
  private func condition(
    _ node: SignatureNode, _ names: [String], _ meaning: (String) -> SearchExpression
  ) throws(SignatureProblem) -> SearchExpression {
    var parts: [SearchExpression] = []
    for element in node.elements {
      guard let text = element.text else { throw SignatureProblem("the condition is no text", line: node.line) }
      parts.append(try ConditionParser.parse(text, names: names, line: element.line).expression(meaning))
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private func filter(
    _ filter: SignatureNode, _ node: SignatureNode, _ file: String
  ) throws(SignatureProblem) -> SignatureFilter {
    let source = try self.source(node)
    guard let entries = filter.entries else { throw SignatureProblem("'filter' is a map", line: filter.line) }
    guard let rules = filter["rules"]?.elements.compactMap(\.text), !rules.isEmpty else {
      throw SignatureProblem("the filter names no rules", line: filter.line)
    }
    let searches = SignatureNode(.mapping(entries.filter { $0.key != "rules" }), line: filter.line)
    return SignatureFilter(
      title: node["title"]?.text ?? file, rules: rules, source: source, condition: try search(searches, source),
      file: file)
  }
}
