package import TrafficModel

/// An event written as a tree: the examples inside signatures, and events of other products.
package struct NodeSubject: SignatureSubject {
  package let source: LogSource
  package let time: Timestamp
  package var evidence: [Provenance] { [] }
  private var fields: [String: [SignatureValue]] = [:]

  /// Nesting that is followed.
  private static let deepest = 32

  package init(_ node: SignatureNode, source: LogSource) {
    self.source = source
    let seconds = node["_time"]?.text.flatMap(Double.init) ?? 0
    time = Timestamp(nanoseconds: Int64(exactly: (seconds * 1e9).rounded()) ?? 0)
    for entry in node.entries ?? [] where entry.key != "_time" {
      add(entry.key, entry.value, depth: 0)
      if source.product == "mcp", entry.value.text == nil { derive(entry.key, entry.value, depth: 0) }
    }
  }

  /// The fields that stand for all texts and names of a tree.
  private static let derived: [String: (values: String, names: String?)] = [
    "arguments": ("arguments_values", "arguments_names"), "params": ("params_values", nil),
    "result": ("result_text", nil),
    "definition": ("definition_values", nil),
  ]

  private mutating func derive(_ key: String, _ node: SignatureNode, depth: Int) {
    guard depth < Self.deepest, let fields = Self.derived[key] else { return }
    switch node.content {
    case .mapping(let entries):
      for entry in entries {
        if let names = fields.names { self.fields[names, default: []].append(.text(entry.key)) }
        derive(key, entry.value, depth: depth + 1)
      }
    case .sequence(let elements): for element in elements { derive(key, element, depth: depth + 1) }
    default: add(fields.values, node, depth: depth)
    }
  }

  /// Members are known by their path and, as fields of other products, by their own name.
  private mutating func add(_ path: String, _ node: SignatureNode, depth: Int) {
    guard depth < Self.deepest else { return }
    let canonical = EventField(named: path)?.rawValue ?? path
    switch node.content {
    case .mapping(let entries):
      for entry in entries { add(path + "." + entry.key, entry.value, depth: depth + 1) }
    case .sequence(let elements): for element in elements { add(path, element, depth: depth + 1) }
    case .text(let text): fields[canonical, default: []].append(.text(text))
    case .number(let number, _): fields[canonical, default: []].append(.number(number))
    case .bool(let value): fields[canonical, default: []].append(.bool(value))
    case .null: break
    }
  }

  package func values(of field: SignatureField) -> [SignatureValue] {
    if let event = field.event, field.path.isEmpty { return fields[event.rawValue] ?? [] }
    return fields[field.name] ?? []
  }

  package func everyValue() -> [SignatureValue] { fields.sorted { $0.key < $1.key }.flatMap(\.value) }
}
