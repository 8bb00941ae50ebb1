import Foundation
import Testing

/// Reports are those that somebody last looked at. `UPDATE_GOLDENS=1` writes them anew.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct ReportGoldenTests {
  private static let captures = ["changing-tools/rug-pull", "onward-traffic/result-copied-out"]

  private func report(_ capture: String, _ format: String) throws -> String {
    let folder = try TemporaryFolder()
    // The key of the hashes, which would be another in every run.
    let key = folder.url.appendingPathComponent("egret")
    try FileManager.default.createDirectory(at: key, withIntermediateDirectories: true)
    let file = key.appendingPathComponent("case.key")
    try Data(repeating: 7, count: 32).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    let made = try #require(Tool.egret).run(
      [
        "report", "--quiet", "--format", format, "--capture",
        TestFolders.captures.appendingPathComponent("\(capture)/capture.pcap").path,
      ], environment: ["XDG_STATE_HOME": folder.url.path])
    #expect(made.status == 0, "\(made.errors)")
    return made.output.replacing(TestFolders.package.path + "/", with: "")
  }

  @Test("a report is that of the golden, line by line", arguments: captures, ["html", "md", "json", "sarif", "stix"])
  func golden(capture: String, format: String) throws {
    let made = try report(capture, format)
    let file = TestFolders.package.appendingPathComponent("Tests/Reports/Goldens/\(capture).\(format)")
    if Golden.isUpdating {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(made.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    let lines = made.split(separator: "\n", omittingEmptySubsequences: false)
    let expectations = expected.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, (line, expectation)) in zip(lines, expectations).enumerated() where line != expectation {
      Issue.record(
        "\(file.lastPathComponent):\(number + 1)\n  was \(expectation.prefix(400))\n  is  \(line.prefix(400))")
    }
    #expect(lines.count == expectations.count)
  }
}
