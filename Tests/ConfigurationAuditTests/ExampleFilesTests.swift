import ConfigurationAudit
import SettingsFiles
import Foundation
import Testing
import TrafficModel

@Suite struct ExampleFilesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Examples")

  /// Settings shaped after the public documentation of servers and clients; all of them may stay as they are.
  @Test func commonConfigurationsRaiseNoFalseAlarm() {
    let outcome = ConfigurationAudit().run([Self.folder.appendingPathComponent("common").path])
    // What mode files get in a clone is not theirs to say.
    let findings = outcome.findings.filter { $0.check.id != "FIL-01" }
    #expect(outcome.problems.isEmpty)
    #expect(outcome.filesChecked >= 30)
    #expect(outcome.filesPassedOver == 4)
    #expect(findings.filter { $0.severity >= .high } == [])
    // Launches that are not pinned are the only thing that common settings do wrong.
    #expect(Set(findings.filter { $0.severity == .medium }.map(\.check.id)) == ["CLI-01"])
  }

  /// The container file of the guide that asked for this: it ends as a user that exists, and yet.
  @Test func theGuidesContainerFileIsDiagnosed() {
    let outcome = ConfigurationAudit().run([Self.folder.appendingPathComponent("guide/Dockerfile").path])
    let found = outcome.findings.filter { $0.check.id != "FIL-01" }.map { "\($0.position.line) \($0.check.id)" }
    #expect(found == ["1 CTR-11", "1 CTR-13", "2 CTR-02", "3 CTR-15", "6 CTR-03", "6 CTR-15", "8 CTR-05"])
  }

  @Test func theGuidesServerSettingsAreGood() {
    let outcome = ConfigurationAudit().run([Self.folder.appendingPathComponent("guide/server.yml").path])
    #expect(outcome.filesChecked == 1 && outcome.findings.allSatisfy { $0.check.id == "FIL-01" })
  }

  @Test func theSameFilesGiveTheSameBytes() throws {
    let (once, again) = (ConfigurationAudit().run([Self.folder.path]), ConfigurationAudit().run([Self.folder.path]))
    let texts = [try AuditJSON.text(once), try AuditJSON.text(again)]
    #expect(texts[0] == texts[1])
  }

  @Test func sarifNamesRulesPlacesAndSuppressions() throws {
    let outcome = AuditCaseTests.run("a b.yml", "host: 0.0.0.0 # egret-ignore: CFG-10 closed network\ntransport: sse\n")
    let data = Data(try AuditSARIF.text(outcome, version: "1").utf8)
    let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    let rules = ((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]]
    let known = Set((rules ?? []).compactMap { $0["id"] as? String })
    #expect(results.count == outcome.findings.count)
    #expect(results.allSatisfy { known.contains($0["ruleId"] as? String ?? "") })
    #expect(results.count { $0["suppressions"] != nil } == 1)
    #expect(String(decoding: data, as: UTF8.self).contains("a%20b.yml"))
  }
}
