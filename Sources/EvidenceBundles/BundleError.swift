import Glibc

/// Why a bundle could not be made, or a key not be used. Not a difference: those are what verifying finds.
package struct BundleError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unreadable, notWritable = "not-writable", diskFull = "disk-full", badKey = "bad-key", keyExposed =
      "key-exposed"
    case exists, notAChain = "not-a-chain", busy
  }

  package var code: Code
  package var path: String
  package var cause: String
  package var advice: String

  package init(_ code: Code, path: String, cause: String, advice: String) {
    self.code = code
    self.path = path
    self.cause = cause
    self.advice = advice
  }

  /// The error that `number`, an `errno`, stands for.
  static func system(_ number: Int32, path: String, otherwise code: Code) -> BundleError {
    let cause = String(cString: strerror(number))
    switch number {
    case ENOSPC, EDQUOT:
      return BundleError(.diskFull, path: path, cause: cause, advice: "free space there; nothing was sealed")
    case EEXIST: return BundleError(.exists, path: path, cause: cause, advice: "name another, or move it away")
    default: return BundleError(code, path: path, cause: cause, advice: "check the path and who owns it")
    }
  }

  package var description: String { "\(path): \(cause)\(advice.isEmpty ? "" : "; \(advice)")" }
}
