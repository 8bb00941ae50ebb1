/// Knows the fields of our own log sources; of other products it takes any.
package struct EventTaxonomy: FieldTaxonomy {
  package init() {}

  private func category(_ source: LogSource) -> SignatureCategory? {
    source.category.flatMap(SignatureCategory.init(rawValue:))
  }

  package func problem(with source: LogSource) -> SignatureProblem? {
    guard source.product == "mcp" else { return nil }
    guard let category = source.category else {
      return SignatureProblem("no category", suggestion: "write category: mcp_tool_call")
    }
    guard self.category(source) == nil else { return nil }
    return .unknown("category", category, among: SignatureCategory.allCases.map(\.rawValue), line: 0)
  }

  package func problem(with field: String, in source: LogSource) -> SignatureProblem? {
    guard source.product == "mcp", let category = category(source) else { return nil }
    let fields = EventField.fields(of: category)
    guard let event = SignatureField(field).event else {
      return .unknown("field of \(category.rawValue)", field, among: fields.map(\.rawValue), line: 0)
    }
    guard !fields.contains(event) else { return nil }
    let others = SignatureCategory.allCases.filter { EventField.fields(of: $0).contains(event) }.map(\.rawValue)
    return SignatureProblem(
      "\(category.rawValue) has no field '\(field)'", suggestion: "it belongs to \(others.joined(separator: ", "))")
  }
}
