import Glibc

/// A key log could not be used.
package struct KeyLogFailure: Error, Hashable, Sendable {
  package var path: String
  package var cause: String
  package var advice: String

  init(path: String, cause: String, advice: String) {
    self.path = path
    self.cause = cause
    self.advice = advice
  }

  /// What the system said just now.
  init(_ path: String, _ advice: String) {
    self.init(path: path, cause: String(cString: strerror(errno)), advice: advice)
  }

  /// Who can write a key log, or put one into a folder of them, decides what is decrypted, and with it what is reported.
  static func refuseIfShared(_ facts: stat, _ path: String) throws(KeyLogFailure) {
    guard facts.st_mode & 0o022 != 0 else { return }
    throw KeyLogFailure(path: path, cause: "others can change it", advice: "chmod go-w \(path)")
  }
}
