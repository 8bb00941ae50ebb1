import Detection

/// One value of a field. A field that is a list has several, and matches when any of them does.
package enum SignatureValue: Hashable, Sendable {
  case text(String)
  case number(Double)
  case bool(Bool)

  /// As text patterns see it.
  package var text: String {
    switch self {
    case .text(let text): text
    case .number(let number):
      Int64(exactly: number).map(String.init) ?? "\(number)"
    case .bool(let value): value ? "true" : "false"
    }
  }

  package var number: Double? {
    switch self {
    case .number(let number): number
    case .text(let text): Double(text)
    case .bool: nil
    }
  }

  init(_ value: JSONLeaves.Value) {
    self =
      switch value {
      case .text(let text): .text(text)
      case .number(let number): .number(number)
      case .bool(let value): .bool(value)
      }
  }
}
