/// A regular expression of a signature. It can be matched in linear time, or the signature is refused.
package struct RegularExpression: Hashable, Sendable {
  package var source: String
  package var ignoresCase = false
  /// `^` and `$` match at line ends.
  package var isMultiline = false
  /// `.` matches line ends.
  package var dotMatchesAll = false
}
