package import SettingsFiles

/// One thing wrong in a configuration: where, what, and what was probably meant.
package struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
  /// Nil when it concerns the whole file.
  package var position: TextPosition?
  package var message: String

  package init(at position: TextPosition?, _ message: String) {
    self.position = position
    self.message = message
  }

  /// `14:3: unknown key 'adresses': did you mean 'addresses'?`
  package var description: String { position.map { "\($0): \(message)" } ?? message }
}
