import Foundation
import Testing

/// A real audit log grows and is rotated beside a real capture in a ring.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"), .serialized)
struct HostFollowingTests {
  private static let source = TestFolders.package.appendingPathComponent("Tests/AuditLogsTests/Logs/raw")

  private let folder: TemporaryFolder
  private let ring: URL
  private let logs: URL
  private let output: URL

  init() throws {
    folder = try TemporaryFolder()
    ring = try folder.makeFolder("ring")
    logs = try folder.makeFolder("logs")
    output = folder("records.ndjson")
  }

  private func follow() throws -> RunningEgret {
    let policy = folder("egret.yml")
    try Data(contentsOf: Self.source.deletingLastPathComponent().appendingPathComponent("egret.yml")).write(to: policy)
    chmod(policy.path, 0o600)
    return try RunningEgret(
      [
        "analyze", "--follow", ring.path, "--store", folder("evidence.db").path, "-o", output.path, "--quiet",
        "--audit-log", logs.path, "--config", policy.path,
      ], state: folder.url)
  }

  private func append(_ text: some StringProtocol) throws {
    let log = logs.appendingPathComponent("audit.log")
    if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
    let file = try FileHandle(forWritingTo: log)
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private func rotate() throws {
    let log = logs.appendingPathComponent("audit.log").path
    try FileManager.default.moveItem(atPath: log, toPath: log + ".1")
  }

  private func records() throws -> [[String: Any]] {
    guard let text = try? String(contentsOf: output, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
    }
  }

  private func told() throws -> [String] {
    try records().compactMap { $0["detector"] as? String }.filter { $0.hasPrefix("HST") }.sorted()
  }

  private static let expected = ["HST-02", "HST-03", "HST-03", "HST-03", "HST-04", "HST-05"]

  @Test("host and wire are held against each other while both grow, also over a kill", arguments: [false, true])
  func follows(isKilled: Bool) throws {
    let text = try String(contentsOf: Self.source.appendingPathComponent("audit.log"), encoding: .utf8)
    let feeder = try RingFeeder(Self.source.appendingPathComponent("capture.pcap"))
    // Between two records of one event; auditd never cuts a line.
    let cut = text.index(
      after: try #require(text.range(of: "0A6300020000000000000000\n", options: .backwards)?.lowerBound))
    let line = try #require(text[cut...].firstIndex(of: "\n"))
    var process: RunningEgret?
    try feeder.feed(ring, framesPerFile: 10_000) { index in
      do {
        if index == 0 {
          process = try follow()
          try append(text[...line])
          usleep(700_000)
          try rotate()
          try append(text[text.index(after: line)...])
          usleep(700_000)
        }
        if index == feeder.frames / 2, isKilled {
          usleep(1_500_000)
          process?.die()
          process = try follow()
        }
      } catch {
        Issue.record(error)
      }
    }
    // A file that was changed before, too, is told of once more at the end.
    try eventually("everything is told") { try told().filter { $0 != "HST-05" }.count >= Self.expected.count - 1 }
    #expect(process?.end() == 0)
    #expect(try told() == Self.expected)
    let programs = try records().filter {
      $0["event_type"] as? String == "flow" && $0["src_ip"] as? String == "10.99.0.1"
    }.map { $0["process_executable"] as? String }
    #expect(programs == ["/opt/mcp/bin/mcp-python", "/usr/bin/curl", "/opt/mcp/bin/mcp-python", nil])
    let written = try String(contentsOf: output, encoding: .utf8)
    #expect(RecordSet(written, folder: ring).repeated.isEmpty)
  }

  @Test func whatWasToldIsNotToldAgainByTheNextRun() throws {
    try Data(contentsOf: Self.source.appendingPathComponent("audit.log"))
      .write(to: logs.appendingPathComponent("audit.log"))
    let feeder = try RingFeeder(Self.source.appendingPathComponent("capture.pcap"))
    try feeder.feed(ring, framesPerFile: 10_000) { _ in }
    let first = try follow()
    // A file that was changed before, too, is told of once more at the end.
    try eventually("everything is told") { try told().filter { $0 != "HST-05" }.count >= Self.expected.count - 1 }
    #expect(first.end() == 0)
    let again = try follow()
    usleep(2_000_000)
    #expect(again.end() == 0)
    #expect(try told() == Self.expected)
  }

  @Test func aLogThatIsNotThereEndsWithThree() throws {
    let process = try RunningEgret(
      ["analyze", "--follow", ring.path, "--audit-log", "/nonexistent/audit.log"], state: folder.url)
    #expect(process.waitUntilExit() == 3)
    #expect(process.errorText.contains("check the path"))
  }
}
