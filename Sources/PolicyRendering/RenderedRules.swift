/// What came of rendering: one file's text, and what the policy says that the format cannot.
package struct RenderedRules: Hashable, Sendable {
  package var text: String
  /// For the user: servers left out and why, limits of the format.
  package var remarks: [String]
}
