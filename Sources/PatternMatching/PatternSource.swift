/// One pattern as the multi-pattern matcher takes it.
package struct PatternSource: Hashable, Sendable {
  package var expression: String
  package var ignoresCase: Bool
  package var isMultiline: Bool
  package var dotMatchesAll: Bool
  /// `?` of a wildcard stands for one character, however many bytes it has.
  package var countsCharacters: Bool

  package init(
    expression: String, ignoresCase: Bool = false, isMultiline: Bool = false, dotMatchesAll: Bool = false,
    countsCharacters: Bool = false
  ) {
    self.expression = expression
    self.ignoresCase = ignoresCase
    self.isMultiline = isMultiline
    self.dotMatchesAll = dotMatchesAll
    self.countsCharacters = countsCharacters
  }

  /// Whether it must be read in characters rather than bytes. Reading bytes is much cheaper to compile and to match; the
  /// difference is what `.` and negated classes count.
  var needsCharacters: Bool { countsCharacters || shape.needsCharacters }

  /// Counts beyond this are compiled for seconds to hours where characters are read: `[^>]{0,300}` between two words takes 38
  /// seconds, `.{0,1000}` minutes.
  static let mostCounted = 150

  /// Why it shall not even be tried to compile it.
  var problem: String? {
    guard needsCharacters, shape.counted > Self.mostCounted else { return nil }
    return
      "it counts up to \(shape.counted) characters, and with anything beyond ASCII in it at most \(Self.mostCounted) can "
      + "be counted; write .* for what may be longer"
  }

  private var shape: ExpressionShape { ExpressionShape(expression, ignoresCase: ignoresCase) }
}
