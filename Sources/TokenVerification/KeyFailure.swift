/// A file with keys for tokens could not be used.
package struct KeyFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String
  /// What is wrong and what to do.
  package var message: String

  package var description: String { "cannot use the key file \(path): \(message)" }
}
