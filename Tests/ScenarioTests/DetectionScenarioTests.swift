import Foundation
import Testing

/// What the detectors say of real traffic.
@Suite struct DetectionScenarioTests {
  struct FindingRecord: Decodable {
    struct Subject: Decodable {
      var tool: String?
      var destination: String?
    }

    var detector: String
    var severity: String
    var title: String
    var subject: Subject
    var score: [String: Double]

    var isSevere: Bool { ["medium", "high", "critical"].contains(severity) }
  }

  struct Papers: Decodable { var benign: Bool }

  /// Those that are harmless without being told what is allowed; the others are judged with their settings, among the twins.
  static let harmless = CaptureScenario.all.filter { scenario in
    let settings = scenario.capture.deletingLastPathComponent().appendingPathComponent("egret.yml")
    guard !FileManager.default.fileExists(atPath: settings.path) else { return false }
    guard let data = try? Data(contentsOf: scenario.truth) else { return false }
    return (try? JSONDecoder().decode(Papers.self, from: data))?.benign == true
  }

  /// What is rightly told of harmless captures, because it is there: nobody attacks, but the software does this.
  static let deserved: [String: Set<String>] = [
    // A bearer token over HTTP without TLS; and the metadata name a server for logins over http.
    "authorization/bearer": ["AUT-01", "AUT-14"],
    // A bearer token over HTTP without TLS.
    "authorization/pass-through-control": ["AUT-01"],
  ]

  @Test("nothing above low in harmless captures", arguments: harmless)
  func harmlessCaptures(scenario: CaptureScenario) throws {
    let run = try AnalysisRun([scenario.capture], keys: scenario.keys.map { [$0] } ?? [])
    let severe = try run.records("finding", as: FindingRecord.self).filter(\.isSevere)
    #expect(Set(severe.map(\.detector)) == Self.deserved[scenario.name, default: []], "\(severe)")
  }

  @Test func aServerThatPassesResultsOnIsNamedWithToolAndDestination() throws {
    let scenario = try #require(CaptureScenario.named("onward-traffic/result-copied-out"))
    let findings = try AnalysisRun([scenario.capture]).records("finding", as: FindingRecord.self)
    let finding = try #require(findings.first { $0.detector == "EXF-08" })
    #expect(finding.severity == "high")
    #expect(finding.subject.tool == "fetch_report")
    #expect(finding.subject.destination == "drop.example")
    #expect((finding.score["bytes_sent"] ?? 0) > 10_000)
  }
}

/// Content of one server that a real client carries elsewhere. The twins are among the harmless captures.
@Suite struct CarriedContentTests {
  @Test(
    "content that leaves is found, however it is encoded",
    arguments: [
      ("plain-to-another-server", "EXF-01"), ("base64-at-an-offset", "EXF-02"), ("hexadecimal", "EXF-02"),
      ("percent", "EXF-02"), ("compressed", "EXF-02"), ("split-over-calls", "EXF-02"), ("resource-names", "EXF-02"),
      ("image-address", "EXF-02"), ("host-names", "EXF-02"),
    ])
  func carried(name: String, detector: String) throws {
    let scenario = try #require(CaptureScenario.named("exfiltration/\(name)"))
    let findings = try AnalysisRun([scenario.capture]).records(
      "finding", as: DetectionScenarioTests.FindingRecord.self)
    let found = findings.first { $0.detector == detector }
    #expect(found?.severity == "high", "\(findings)")
    #expect(found?.title.contains("read_record") == true)
  }

  @Test(
    "the harmless twins are silent",
    arguments: CaptureScenario.all.filter { $0.name.hasPrefix("exfiltration/") && $0.name.hasSuffix("-control") })
  func twins(scenario: CaptureScenario) throws {
    let findings = try AnalysisRun([scenario.capture]).records(
      "finding", as: DetectionScenarioTests.FindingRecord.self)
    #expect(!findings.contains { $0.detector.hasPrefix("EXF") || $0.isSevere }, "\(findings)")
  }
}

/// Schedules of a day that are not part of the project: `beacons` beside the shared captures.
@Suite struct BeaconScenarioTests {
  static let folder = TestFolders.sharedCaptures?.deletingLastPathComponent().appendingPathComponent("beacons")

  @Test(
    "beacons in connections and inside one connection are found, keep-alives are explained",
    .enabled(if: folder.map { FileManager.default.fileExists(atPath: $0.path) } ?? false, "no shared captures"),
    arguments: [
      ("beacon_mcp_newconn_60s_j30", "BCN-01 medium"), ("beacon_mcp_persistent_60s_j10", "BCN-01 medium"),
      ("exfil_drip_hourly", "EXF-12 medium"), ("benign_mcp_ping_15s", "BCN-01 info"), ("benign_sse_comment_15s", ""),
    ])
  func schedules(name: String, expected: String) throws {
    let capture = try #require(Self.folder).appendingPathComponent("\(name).pcap")
    let findings = try AnalysisRun([capture]).records("finding", as: DetectionScenarioTests.FindingRecord.self)
    let words = Set(findings.map { "\($0.detector) \($0.severity)" })
    #expect(expected.isEmpty || words.contains(expected), "\(words)")
    if name.hasPrefix("benign") { #expect(!findings.contains { $0.isSevere || $0.severity == "low" }, "\(words)") }
  }
}
