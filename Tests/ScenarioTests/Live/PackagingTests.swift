import Foundation
import Testing

/// What is shipped for systemd, judged by systemd itself.
@Suite(.enabled(if: Tool(named: "systemd-analyze") != nil, "systemd-analyze is not installed"))
struct PackagingTests {
  private static let units = [
    "egret-capture.service", "egret-analysis.service", "egret-processes.service", "egret-report@.service",
    "egret-report@24h.timer", "egret-report@7d.timer",
  ]

  private func unit(_ name: String) -> URL { TestFolders.package.appendingPathComponent("packaging/\(name)") }

  /// With a program that is there: whether ours is installed is not the question.
  @Test(arguments: units) func unitsAreUnderstood(name: String) throws {
    let folder = try TemporaryFolder()
    // A template is judged by one of its instances, a timer beside what it starts.
    for unit in Self.units {
      let text = try String(contentsOf: self.unit(unit), encoding: .utf8)
      let bytes = Array(text.replacingOccurrences(of: "/usr/local/bin/egret", with: "/bin/true").utf8)
      for instance in unit.contains("@.") ? ["24h", "7d"] : [""] {
        try folder.write(bytes, to: unit.replacingOccurrences(of: "@.", with: "@\(instance)."))
      }
    }
    let name = name.replacingOccurrences(of: "@.", with: "@24h.")
    let file = folder(name)
    try folder.write(Array("[Service]\nExecStart=/bin/true\n".utf8), to: "egret-other.service")
    let result = try #require(Tool(named: "systemd-analyze")).run(["verify", "--man=no", file.path])
    let complaints = result.errors.split(separator: "\n").filter {
      $0.contains(name) && !$0.contains("egret-capture.service not found")
    }
    #expect(complaints.isEmpty, "\(result.errors)")
  }

  @Test(
    "exposure, in tenths",
    arguments: [
      ("egret-capture.service", 20), ("egret-analysis.service", 10), ("egret-processes.service", 25),
      ("egret-report@.service", 10),
    ])
  func unitsAreHardened(name: String, limit: Int) throws {
    let result = try #require(Tool(named: "systemd-analyze"))
      .run(["security", "--offline=true", "--threshold=\(limit)", "--no-pager", unit(name).path])
    #expect(result.status == 0, "\(result.output.suffix(200))\(result.errors)")
  }
}
