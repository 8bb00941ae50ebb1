import SettingsFiles

/// Collects problems while a configuration is read, so that one run tells them all.
final class ProblemLog {
  /// More than this many problems mean that the file is something else.
  private static let limit = 50

  private(set) var problems: [ConfigurationProblem] = []

  func add(_ position: TextPosition?, _ message: String) {
    guard problems.count < Self.limit else { return }
    problems.append(ConfigurationProblem(at: position, message))
  }

  /// In the order of the file.
  var sorted: [ConfigurationProblem] { problems.sorted { ($0.position ?? .start) < ($1.position ?? .start) } }
}
