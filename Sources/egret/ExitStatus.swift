import ArgumentParser

/// What the process says when it ends.
enum ExitStatus {
  static let findings = ExitCode(1)
  static let usage = ExitCode(2)
  static let unreadableInput = ExitCode(3)
  static let captureOrPermission = ExitCode(4)
}
