import ConfigurationAudit
import TrafficModel
import SettingsFiles
import Testing

@Suite struct AuditCaseTests {
  static func run(_ file: String, _ text: String, mode: UInt32 = 0o600) -> AuditOutcome {
    ConfigurationAudit().run(SettingsFile(path: file, text: text, mode: mode))
  }

  @Test("each check finds what is wrong, where it is", arguments: AuditCase.all)
  func wrong(example: AuditCase) {
    let outcome = Self.run(example.file, example.wrong)
    let places = outcome.findings.filter { $0.check.id == example.check }.map { "\($0.position)" }
    #expect(places == [example.place], "\(outcome)")
  }

  @Test("and nothing once it is put right", arguments: AuditCase.all)
  func right(example: AuditCase) {
    let outcome = Self.run(example.file, example.right)
    #expect(outcome.problems.isEmpty && outcome.filesChecked == 1)
    #expect(!outcome.findings.contains { $0.check.id == example.check && $0.suppression == nil })
  }

  @Test func everyCheckHasItsCase() {
    let tried = Set(AuditCase.all.map(\.check)).union(["FIL-01", "FIL-02"])
    #expect(Set(AuditCheck.all.map(\.id)) == tried)
    #expect(Set(AuditCheck.all.map(\.id)).count == AuditCheck.all.count)
  }

  @Test(
    "files that others can change, and secrets that others can read",
    arguments: [
      (0o600, []), (0o640, ["FIL-02"]), (0o644, ["FIL-02"]), (0o620, ["FIL-01"]), (0o666, ["FIL-01", "FIL-02"]),
    ] as [(UInt32, [String])])
  func modes(mode: UInt32, checks: [String]) {
    let outcome = Self.run(".env", "DB_PASSWORD=hunter2\n", mode: mode)
    #expect(outcome.findings.map(\.check.id).filter { $0.hasPrefix("FIL") } == checks)
  }

  @Test(
    "a reason silences one check at one place",
    arguments: [
      ("host: 0.0.0.0 # egret-ignore: CFG-10 closed network\ntransport: sse\n", "closed network"),
      ("# egret-ignore: CFG-10, CFG-02 closed network\nhost: 0.0.0.0\ntransport: sse\n", "closed network"),
      ("# egret-ignore-file: CFG-10 closed network\ntransport: sse\n\nhost: 0.0.0.0\n", "closed network"),
      ("# egret-ignore: CFG-02 other\nhost: 0.0.0.0\ntransport: sse\n", nil),
      ("# egret-ignore: CFG-10 far\ntransport: sse\nhost: 0.0.0.0\n", nil),
      ("host: 0.0.0.0 # egret-ignore: CFG-10\ntransport: sse\n", nil),
    ] as [(String, String?)])
  func suppression(text: String, reason: String?) throws {
    let finding = try #require(Self.run("a.yml", text).findings.first { $0.check.id == "CFG-10" })
    #expect(finding.suppression == reason)
  }

  @Test func jsonSilencesWithAKey() throws {
    let text =
      "{\"mcpServers\": {\"a\": {\"command\": \"npx\",\n\"x-egret-ignore\": \"CLI-01 a trial\",\n\"args\": [\"name\"]}}}"
    #expect(Self.run("a.json", text).findings.map(\.suppression) == ["a trial"])
  }

  @Test func secretsAreNeverRepeated() {
    for example in AuditCase.all where ["CFG-01", "CTR-10"].contains(example.check) {
      for finding in Self.run(example.file, example.wrong).findings {
        let message = finding.message.rawTextForMatchingAndStorage
        #expect(!["hunter2", "a1b2c3", "ghp_abc", "s3cr3tpw", "abcd1234"].contains { message.contains($0) })
      }
    }
  }

  @Test(
    "settings are recognized by what they say",
    arguments: [
      ("anything", "{\"mcpServers\": {\"a\": {\"command\": \"npx\", \"args\": [\"name\"]}}}", "CLI-01"),
      ("anything", "FROM a:latest\nUSER 1\nCMD x\n", "CTR-11"),
      ("anything", "host: 0.0.0.0\ntransport: sse\n", "CFG-10"),
      ("anything", "[mcp_servers.a]\ncommand = \"npx\"\nargs = [\"name\"]\n", "CLI-01"),
    ])
  func recognition(name: String, text: String, check: String) {
    #expect(Self.run(name, text).findings.contains { $0.check.id == check })
  }
}
