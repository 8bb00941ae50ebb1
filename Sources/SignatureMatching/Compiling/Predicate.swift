import PatternMatching
import Policy

/// One comparison of one field, with the field's place in its group.
enum Predicate: Hashable, Sendable {
  /// Found by the multi-pattern matcher. `slot` is nil for a keyword.
  case pattern(slot: Int?, PatternSource)
  case number(slot: Int, Double, text: String)
  case bool(slot: Int, Bool)
  case null(slot: Int)
  case exists(slot: Int, Bool)
  case empty(slot: Int)
  case comparison(slot: Int, SearchValue.Comparison, Double, SearchValue.TimePart?)
  case network(slot: Int, IPNetwork)
  case reference(slot: Int, other: Int, SearchValue.Position, isCased: Bool)

  var isPattern: Bool {
    if case .pattern = self { return true }
    return false
  }
}
