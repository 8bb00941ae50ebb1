/// The values of compact JSON that may be cut off, and where they stand.
package enum JSONLeaves {
  package enum Value: Hashable, Sendable {
    case text(String)
    case number(Double)
    case bool(Bool)
  }

  package struct Leaf: Hashable, Sendable {
    /// Keys and indices from the root.
    package var path: [String]
    package var value: Value
  }

  package static func leaves(_ json: [UInt8]) -> [Leaf] { JSONTexts(json).leaves }

  /// Every key of every object.
  package static func keys(_ json: [UInt8]) -> [String] { JSONTexts(json).keys }
}

extension JSONTexts {
  package var leaves: [JSONLeaves.Leaf] {
    items.compactMap { item in value(item).map { JSONLeaves.Leaf(path: path(item), value: $0) } }
  }

  package var keys: [String] { items.compactMap { $0.kind == .key ? string($0) : nil } }

  /// Nil for a key, and for a word that is no value.
  package func value(_ item: Item) -> JSONLeaves.Value? {
    switch item.kind {
    case .key: return nil
    case .text: return .text(string(item))
    case .word:
      switch string(item) {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case let word: return Double(word).flatMap { $0.isFinite ? .number($0) : nil }
      }
    }
  }
}
