import Foundation

/// The records that a scenario gave when somebody last looked at them.
struct Golden {
  var file: URL

  init(_ scenario: String) { file = TestFolders.goldens.appendingPathComponent("\(scenario).ndjson") }

  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1"

  func lines() throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  func write(_ lines: [String]) throws {
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
  }

  /// Records without what depends on where they were made: the folder of the project.
  static func canonical(_ lines: [String]) -> [String] {
    lines.map { $0.replacingOccurrences(of: TestFolders.package.path + "/", with: "") }
  }
}
