/// What went wrong with a file of records, and what to try. Never holds peer text.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case notFound = "not-found"
    case permissionDenied = "permission-denied"
    case cannotOpen = "cannot-open"
    case notAnEvidenceStore = "not-an-evidence-store"
    case newerSchema = "newer-schema"
    case olderSchema = "older-schema"
    case corrupt
    case busy
    case diskFull = "disk-full"
    case writeFailed = "write-failed"
    case readFailed = "read-failed"
    /// Who reads the output has gone away. Not worth a message: `egret … | head` ends like this.
    case readerGone = "reader-gone"
  }

  package var code: Code
  /// The file it happened to; `-` for standard output.
  package var path: String
  /// What the system or SQLite said.
  package var cause: String
  /// What to try; empty when nothing helps.
  package var advice: String

  package init(_ code: Code, path: String, cause: String, advice: String) {
    self.code = code
    self.path = path
    self.cause = cause
    self.advice = advice
  }

  package var description: String { "\(path): \(cause)\(advice.isEmpty ? "" : ". \(advice)")" }

  /// Equal when the code is, so that tests can name the error they expect.
  package static func == (a: Self, b: Self) -> Bool { a.code == b.code }
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
