/// Capturing could not begin or go on. Text is for the user; nothing in it was chosen by a peer.
package struct CaptureFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case permission
    case noSuchInterface = "no-such-interface"
    case notUp = "not-up"
    case badFilter = "bad-filter"
    case unknownUser = "unknown-user"
    case cannotDrop = "cannot-drop-privileges"
    case folder
    case interfaceGone = "interface-gone"
    case capture
  }

  package var code: Code
  /// The interface, folder, user or expression it happened to.
  package var subject: String
  package var cause: String
  package var advice: String

  package init(_ code: Code, _ subject: String, cause: String, advice: String = "") {
    self.code = code
    self.subject = subject
    self.cause = cause
    self.advice = advice
  }

  package var description: String { "\(subject): \(cause)\(advice.isEmpty ? "" : "; \(advice)")" }

  /// Equal when the code is, so that tests can name the error they expect.
  package static func == (a: Self, b: Self) -> Bool { a.code == b.code }
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
