/// Reads the `correlation` of a rule.
struct CorrelationReader {
  private static let known = ["type", "rules", "group-by", "timespan", "timeframe", "condition", "aliases", "generate"]
  private static let units: [Character: Int64] = [
    "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "M": 2_592_000, "y": 31_536_000,
  ]

  let node: SignatureNode

  func correlation() throws(SignatureProblem) -> SignatureCorrelation {
    guard let entries = node.entries else { throw SignatureProblem("'correlation' is a map", line: node.line) }
    for entry in entries where !Self.known.contains(entry.key) {
      throw .unknown("key of correlation", entry.key, among: Self.known, line: entry.value.line)
    }
    let kind = try self.kind()
    let rules = node["rules"]?.elements.compactMap(\.text) ?? []
    guard !rules.isEmpty else { throw SignatureProblem("the correlation names no rules", line: node.line) }
    var result = SignatureCorrelation(kind: kind, rules: rules, spanNanoseconds: try span())
    result.groupBy = node["group-by"]?.elements.compactMap(\.text) ?? []
    result.generates = node["generate"]?.bool ?? false
    for entry in node["aliases"]?.entries ?? [] {
      result.aliases[entry.key] = Dictionary(
        (entry.value.entries ?? []).compactMap { item in item.value.text.map { (item.key, $0) } },
        uniquingKeysWith: { $1 })
    }
    try readCondition(into: &result)
    return result
  }

  private func kind() throws(SignatureProblem) -> SignatureCorrelation.Kind {
    let text = node["type"]?.text ?? ""
    guard let kind = SignatureCorrelation.Kind(rawValue: text) else {
      throw .unknown(
        "correlation type", text, among: SignatureCorrelation.Kind.allCases.map(\.rawValue), line: node.line)
    }
    return kind
  }

  private func span() throws(SignatureProblem) -> Int64 {
    guard let node = node["timespan"] ?? node["timeframe"], let text = node.text else {
      throw SignatureProblem("no timespan", line: node.line, suggestion: "write timespan: 10m")
    }
    guard let unit = text.last.flatMap({ Self.units[$0] }), let count = Int64(text.dropLast()), count > 0,
      case let (seconds, false) = count.multipliedReportingOverflow(by: unit), seconds <= 10 * 31_536_000
    else {
      throw SignatureProblem("not a time span: '\(text)'", line: node.line, suggestion: "write 30s, 10m, 1h or 7d")
    }
    return seconds * 1_000_000_000
  }

  private func readCondition(into result: inout SignatureCorrelation) throws(SignatureProblem) {
    guard let condition = node["condition"] else {
      guard result.kind == .temporal || result.kind == .temporalOrdered else {
        throw SignatureProblem("no condition", line: node.line, suggestion: "write condition: { gte: 10 }")
      }
      return
    }
    if let text = condition.text, result.kind == .temporal {
      result.condition = try ConditionParser.parse(text, names: result.rules, line: condition.line)
      return
    }
    for entry in condition.entries ?? [] { try read(entry, into: &result) }
    if result.kind.needsField, result.fields.isEmpty {
      throw SignatureProblem("'\(result.kind.rawValue)' needs a field in its condition", line: condition.line)
    }
    guard !result.bounds.isEmpty else {
      throw SignatureProblem("the condition compares with nothing", line: condition.line, suggestion: "write gte: 10")
    }
  }

  private func read(
    _ entry: SignatureNode.Entry, into result: inout SignatureCorrelation
  ) throws(SignatureProblem) {
    let number = entry.value.text.flatMap(Double.init)
    if entry.key == "field" {
      result.fields = entry.value.elements.compactMap(\.text)
    } else if entry.key == "percentile" {
      guard let number, (0...100).contains(number) else {
        throw SignatureProblem("a percentile is a number from 0 to 100", line: entry.value.line)
      }
      result.percentile = number
    } else if let comparison = SignatureCorrelation.Operator(rawValue: entry.key) {
      guard let number, number.isFinite else {
        throw SignatureProblem("'\(entry.key)' takes a number", line: entry.value.line)
      }
      result.bounds.append(SignatureCorrelation.Bound(comparison: comparison, value: number))
    } else {
      throw .unknown(
        "comparison", entry.key,
        among: SignatureCorrelation.Operator.allCases.map(\.rawValue) + ["field", "percentile"], line: entry.value.line)
    }
  }
}
