import Foundation
import Testing

/// What is shipped for systemd, judged by systemd itself.
@Suite(.enabled(if: Tool(named: "systemd-analyze") != nil, "systemd-analyze is not installed"))
struct PackagingTests {
  private static let units = ["egret-capture.service", "egret-analysis.service"]

  private func unit(_ name: String) -> URL { TestFolders.package.appendingPathComponent("packaging/\(name)") }

  /// With a program that is there: whether ours is installed is not the question.
  @Test(arguments: units) func unitsAreUnderstood(name: String) throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: unit(name), encoding: .utf8)
    let file = try folder.write(
      Array(text.replacingOccurrences(of: "/usr/local/bin/egret", with: "/bin/true").utf8), to: name)
    try folder.write(Array("[Service]\nExecStart=/bin/true\n".utf8), to: "egret-other.service")
    let result = try #require(Tool(named: "systemd-analyze")).run(["verify", "--man=no", file.path])
    let complaints = result.errors.split(separator: "\n").filter {
      $0.contains(name) && !$0.contains("egret-capture.service not found")
    }
    #expect(complaints.isEmpty, "\(result.errors)")
  }

  @Test("exposure, in tenths", arguments: [("egret-capture.service", 20), ("egret-analysis.service", 10)])
  func unitsAreHardened(name: String, limit: Int) throws {
    let result = try #require(Tool(named: "systemd-analyze"))
      .run(["security", "--offline=true", "--threshold=\(limit)", "--no-pager", unit(name).path])
    #expect(result.status == 0, "\(result.output.suffix(200))\(result.errors)")
  }
}
