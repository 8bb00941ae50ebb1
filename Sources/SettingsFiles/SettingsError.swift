/// Why a settings file could not be read.
package struct SettingsError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case notFound, notPermitted, notAFile, unreadable
    /// Others than its owner can change it, so it cannot decide what is allowed.
    case writableByOthers
    case tooLarge, notText, tooDeep, tooManyValues
    case syntax
    case duplicateKey
  }

  package var code: Code
  package var position: TextPosition?
  /// What is wrong and what to do, in our own words; text of the file appears in it only as far as it is a key.
  package var message: String

  package init(_ code: Code, at position: TextPosition? = nil, _ message: String) {
    self.code = code
    self.position = position
    self.message = message
  }
}
