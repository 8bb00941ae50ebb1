internal import Glibc

/// What the system calls an error.
enum SystemError {
  static let notFound = ENOENT

  static func text(_ number: Int32) -> String { String(cString: strerror(number)) }
}
