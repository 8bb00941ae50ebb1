import Foundation
import Testing

/// Audit logs, policies and settings files, as a person gives them to `egret`.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct HostCommandTests {
  private static let logs = TestFolders.package.appendingPathComponent("Tests/AuditLogsTests/Logs")

  /// A clone may give files modes that a policy must not have.
  private func configuration(_ egret: EgretCommand) throws -> URL {
    let text = try Data(contentsOf: Self.logs.appendingPathComponent("egret.yml"))
    let file = try egret.folder.write(Array(text), to: "egret.yml")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    return file
  }

  @Test("an audited server: flows have their process, and what does not fit is told", arguments: ["raw", "enriched"])
  func auditLog(format: String) throws {
    let egret = try EgretCommand()
    let folder = Self.logs.appendingPathComponent(format)
    let result = try egret(
      "analyze", folder.appendingPathComponent("capture.pcap").path, "--audit-log", folder.path, "--config",
      try configuration(egret).path, "--format", "ndjson")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let records = try result.output.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    let flows = records.filter { $0["event_type"] as? String == "flow" }
    let programs = flows.filter { $0["src_ip"] as? String == "10.99.0.1" }.map { $0["process_executable"] as? String }
    #expect(programs == ["/opt/mcp/bin/mcp-python", "/usr/bin/curl", "/opt/mcp/bin/mcp-python", nil])
    let detectors = records.compactMap { $0["detector"] as? String }.filter { $0.hasPrefix("HST") }
    #expect(detectors.sorted() == ["HST-02", "HST-03", "HST-03", "HST-03", "HST-04"])
  }

  @Test func anAuditLogThatIsNotThereEndsWithThree() throws {
    let result = try EgretCommand()("analyze", EgretCommand.example().path, "--audit-log", "/nonexistent/audit.log")
    #expect(result.status == 3)
    #expect(result.errors.contains("check the path"))
  }

  @Test func rulesArePrintedAndRemarksAreKeptFromThem() throws {
    let egret = try EgretCommand()
    let result = try egret("policy", "render", "--format", "nftables", "--config", try configuration(egret).path)
    #expect(result.status == 0)
    #expect(result.output.contains("meta skuid \"nobody\" jump server_search") && result.errors.isEmpty)
  }

  @Test func aLearnedPolicyNamesWhatWasReachedAndCanBeUsed() throws {
    let egret = try EgretCommand()
    let capture = Self.logs.appendingPathComponent("raw/capture.pcap")
    let result = try egret("policy", "learn", capture.path, "--user", "nobody")
    #expect(result.status == 0)
    for port in [9001, 9002, 9003] { #expect(result.output.contains("{to: 10.99.0.2, ports: [\(port)]}")) }
    let file = try egret.folder.write(Array(result.output.utf8), to: "learned.yml")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    #expect(try egret("config", "check", file.path).status == 0)
  }

  private func differences(_ output: String) throws -> [String] {
    try output.split(separator: "\n").map { line in
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return "\(row["kind"] ?? "") \(row["subject"] ?? "") \(row["target"] ?? ""):\(row["port"] ?? "")"
    }
  }

  @Test func whatThePolicyForbidsIsTold() throws {
    let egret = try EgretCommand()
    let capture = Self.logs.appendingPathComponent("raw/capture.pcap").path
    let result = try egret(
      "policy", "check", capture, "--config", try configuration(egret).path, "--fail-on", "forbidden", "--format",
      "ndjson")
    #expect(result.status == 1)
    #expect(try differences(result.output) == ["forbidden egress 10.99.0.2:9002", "forbidden egress 10.99.0.2:9003"])
  }

  @Test func twoCapturesAreCompared() throws {
    let egret = try EgretCommand()
    let folder = TestFolders.captures.appendingPathComponent("onward-traffic")
    let (odd, usual) = ("result-copied-out", "result-copied-out-control")
    func check(_ now: String, _ before: String) throws -> Tool.Result {
      try egret(
        "policy", "check", folder.appendingPathComponent("\(now)/capture.pcap").path, "--baseline",
        folder.appendingPathComponent("\(before)/capture.pcap").path, "--fail-on", "new", "--format", "ndjson")
    }
    let result = try check(odd, usual)
    #expect(result.status == 1)
    #expect(try differences(result.output) == ["new egress drop.example:8088", "gone egress reports.example:8088"])
    let same = try check(usual, usual)
    #expect(same.status == 0 && same.output.isEmpty)
  }

  @Test("what began before a window and lasts into it is not gone")
  func twoWindowsOfAStore() throws {
    let egret = try EgretCommand()
    let store = egret.folder.url.appendingPathComponent("egret.db").path
    _ = try egret("analyze", Self.logs.appendingPathComponent("raw/capture.pcap").path, "--store", store)
    let result = try egret(
      "policy", "check", "--store", store, "--since", "2026-11-22T23:50:50Z", "--fail-on", "gone", "--format", "ndjson")
    #expect(result.status == 1)
    #expect(try differences(result.output) == ["new egress 10.99.0.2:9003", "gone egress 10.99.0.2:9002"])
  }

  @Test func aMistakeInTheConfigurationEndsWithTwoAndItsPlace() throws {
    let egret = try EgretCommand()
    let file = try egret.folder.write(Array("servers:\n  - nme: a\n".utf8), to: "egret.yml")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    let result = try egret("config", "check", file.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("egret.yml:2:5: unknown key 'nme': did you mean 'name'?"))
  }

  @Test(
    "the audit's status says what was found",
    arguments: [
      ("a.yml", "transport: sse\nauth: none\n", "high", 1),
      ("a.yml", "transport: sse\nauth: none\n# egret-ignore-file: CFG-02 a demonstration\n", "high", 0),
      ("a.yml", "a: [", "high", 3), ("a.yml", "nothing: here\n", "info", 0),
    ] as [(String, String, String, Int32)])
  func audit(name: String, text: String, failOn: String, status: Int32) throws {
    let egret = try EgretCommand()
    let file = try egret.folder.write(Array(text.utf8), to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    #expect(try egret("audit", file.path, "--fail-on", failOn).status == status)
  }
}
