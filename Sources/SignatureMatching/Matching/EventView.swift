import Policy
import TrafficModel

/// One event while a group judges it: each field is asked for once.
struct EventView {
  private let subject: any SignatureSubject
  private let group: SignatureGroup
  private var values: [[SignatureValue]?]

  init(_ subject: any SignatureSubject, _ group: SignatureGroup) {
    self.subject = subject
    self.group = group
    values = Array(repeating: nil, count: group.fields.count)
  }

  mutating func values(at slot: Int) -> [SignatureValue] {
    if let known = values[slot] { return known }
    let found = subject.values(of: group.fields[slot])
    values[slot] = found
    return found
  }

  /// Whether a predicate that is no pattern holds: for a list, for any element.
  mutating func holds(_ predicate: Predicate) -> Bool {
    switch predicate {
    case .pattern: false
    case .number(let slot, let number, let text):
      values(at: slot).contains { value in
        if case .number(let other) = value { return other == number }
        return value.text == text
      }
    case .bool(let slot, let wanted): values(at: slot).contains { $0.text.lowercased() == (wanted ? "true" : "false") }
    case .null(let slot): values(at: slot).isEmpty
    case .exists(let slot, let isThere): values(at: slot).isEmpty != isThere
    case .empty(let slot): values(at: slot).contains(.text(""))
    case .comparison(let slot, let comparison, let number, let part):
      values(at: slot).contains { Self.compare($0, comparison, number, part) }
    case .network(let slot, let range):
      values(at: slot).contains { IPAddress(parsing: $0.text).map(range.contains) ?? false }
    case .reference(let slot, let other, let position, let isCased): refers(slot, other, position, isCased)
    }
  }

  private static func compare(
    _ value: SignatureValue, _ comparison: SearchValue.Comparison, _ number: Double, _ part: SearchValue.TimePart?
  ) -> Bool {
    let own = part.map { TimeParts(value)?[$0] } ?? value.number
    guard let own else { return false }
    switch comparison {
    case .lt: return own < number
    case .lte: return own <= number
    case .gt: return own > number
    case .gte: return own >= number
    case .equal: return own == number
    }
  }

  private mutating func refers(_ slot: Int, _ other: Int, _ position: SearchValue.Position, _ isCased: Bool) -> Bool {
    let others = values(at: other).prefix(Self.referenceLimit).map { isCased ? $0.text : $0.text.lowercased() }
    return values(at: slot).prefix(Self.referenceLimit).contains { value in
      let text = isCased ? value.text : value.text.lowercased()
      return others.contains { other in
        switch position {
        case .whole: text == other
        case .start: text.hasPrefix(other)
        case .end: text.hasSuffix(other)
        // The matcher for constant patterns is of no use here, and two long texts must not cost their product.
        case .anywhere: other.utf8.count <= Self.needleLimit && text.contains(other)
        }
      }
    }
  }

  /// Elements of a list compared with elements of another.
  private static let referenceLimit = 16
  /// Bytes looked for inside another field.
  private static let needleLimit = 256
}
