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
  var needsCharacters: Bool { countsCharacters || expression.utf8.contains { $0 >= 0x80 } || namesWideCharacter }

  /// `\x{…}` beyond ASCII.
  private var namesWideCharacter: Bool {
    expression.split(separator: "\\x{").dropFirst().contains { part in
      (UInt32(part.prefix { $0 != "}" }, radix: 16) ?? 0) >= 0x80
    }
  }
}
