import PatternMatching

/// What a signature lacks to be a good one. It works all the same.
package enum SignatureLint {
  private static let matching = 2
  private static let harmless = 3
  /// Bytes of one compiled pattern beyond which it slows everything down.
  private static let patternBytes = 512 << 10

  package static func remarks(_ signature: Signature) -> [SignatureProblem] {
    var remarks: [SignatureProblem] = []
    func remark(_ message: String, line: Int = 0) {
      remarks.append(SignatureProblem(message, line: line, gravity: .remark))
    }
    if signature.description.isEmpty { remark("no description: a finding would not say why it matters") }
    if signature.falsePositives.isEmpty { remark("no falsepositives") }
    if signature.tags.isEmpty { remark("no tags") }
    let positives = signature.examples.count(where: \.matches)
    if positives < matching || signature.examples.count - positives < harmless {
      remark("tests: \(matching) matching and \(harmless) others are asked for")
    }
    for example in signature.examples {
      for problem in unknownFields(example, signature) { remark(problem.description, line: example.line) }
    }
    if let source = signature.logSource, !SignatureCategory.allCases.contains(where: { source.covers(.mcp($0)) }) {
      remark("it matches nothing in traffic: its log source is none of product mcp and the categories of fields.yml")
    }
    for size in patternSizes(signature) where size > patternBytes { remark("a pattern takes \(size >> 10) KiB") }
    return remarks
  }

  /// A misspelt field in an example proves nothing.
  private static func unknownFields(_ example: Signature.Example, _ signature: Signature) -> [SignatureProblem] {
    example.event.elements.flatMap { event in
      let source = signature.logSource ?? LogSource(product: "mcp", category: event["_category"]?.text)
      return (event.entries ?? []).compactMap { entry in
        entry.key.hasPrefix("_") ? nil : EventTaxonomy().problem(with: entry.key, in: source)
      }
    }
  }

  private static func patternSizes(_ signature: Signature) -> [Int] {
    guard case .search(_, let expression) = signature.body else { return [] }
    return sizes(expression)
  }

  private static func sizes(_ expression: SearchExpression) -> [Int] {
    switch expression {
    case .all(let parts), .any(let parts): parts.flatMap(sizes)
    case .not(let part): sizes(part)
    case .comparison(_, .expression(let expression)): [PatternDatabase.size(of: PatternSource(expression))]
    case .comparison: []
    }
  }
}
