/// A search of a signature, or its whole condition, as logic over single comparisons.
package indirect enum SearchExpression: Hashable, Sendable {
  case all([SearchExpression])
  case any([SearchExpression])
  case not(SearchExpression)
  /// `field` is nil for a keyword, which may stand in any field.
  case comparison(field: String?, SearchValue)
}
