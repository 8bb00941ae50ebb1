/// A third kind of document: narrows rules that it names without touching their files (Sigma filters 2.1).
package struct SignatureFilter: Hashable, Sendable {
  package var title: String
  /// Ids or names.
  package var rules: [String]
  package var source: LogSource
  package var condition: SearchExpression
  package var file = ""
}
