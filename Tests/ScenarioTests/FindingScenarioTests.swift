import Configuration
import Detection
import Foundation
import OfflineAnalysis
import SettingsFiles
import SignatureLoading
import SignatureMatching
import Testing
import TrafficModel

/// Captures of real software that are made for findings, each beside a harmless twin.
@Suite struct FindingScenarioTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var scenario: CaptureScenario
    /// What it is for; empty in twins.
    var findings: [String]
    var benign: Bool
    /// The `egret.yml` beside it.
    var settings: URL?

    var testDescription: String { scenario.name }

    static let all: [Case] = CaptureScenario.all.compactMap { scenario in
      struct Papers: Decodable {
        var findings: [String]?
        var benign: Bool
      }
      guard let data = try? Data(contentsOf: scenario.truth),
        let papers = try? JSONDecoder().decode(Papers.self, from: data), let findings = papers.findings
      else { return nil }
      let settings = scenario.capture.deletingLastPathComponent().appendingPathComponent("egret.yml")
      let isThere = FileManager.default.fileExists(atPath: settings.path)
      return Case(
        scenario: scenario, findings: findings, benign: papers.benign, settings: isThere ? settings : nil)
    }
  }

  private typealias FindingRecord = DetectionScenarioTests.FindingRecord

  private static let shipped = SignatureSet(
    SignatureFolder([TestFolders.package.appendingPathComponent("Signatures").path]).documents)

  private func findings(of one: Case) throws -> [FindingRecord] {
    var setup = DetectionSetup()
    if let settings = one.settings {
      let text = try String(contentsOf: settings, encoding: .utf8)
      let configuration = try ConfigurationReader().read(SettingsFile(path: settings.path, text: text))
      setup.settings = configuration.detection
      setup.egress = configuration.policy
    }
    let run = try AnalysisRun(
      [one.scenario.capture], keys: one.scenario.keys.map { [$0] } ?? [], detection: setup,
      rules: RuleSets(signatures: Self.shipped))
    return try run.records("finding", as: FindingRecord.self)
  }

  @Test("what a capture is for is found in it", arguments: Case.all.filter { !$0.findings.isEmpty })
  func attacks(one: Case) throws {
    let told = try findings(of: one)
    for id in one.findings {
      #expect(told.contains { $0.detector == id && $0.severity != "info" }, "\(id): \(told.map(\.title))")
    }
  }

  @Test("its harmless twin has none of it", arguments: Case.all.filter { $0.findings.isEmpty && $0.benign })
  func twins(one: Case) throws {
    let name = one.scenario.name
    let told = try findings(of: one)
    let deserved = DetectionScenarioTests.deserved[name, default: []]
    let severe = told.filter { $0.isSevere && !deserved.contains($0.detector) }
    #expect(severe.isEmpty, "\(severe.map { "\($0.detector) \($0.severity) \($0.title)" })")
    guard name.hasSuffix("-control"), let attack = Case.all.first(where: { $0.scenario.name + "-control" == name })
    else { return }
    let shared = Set(told.filter { $0.severity != "info" }.map(\.detector)).intersection(attack.findings)
    #expect(shared.isEmpty)
  }

  /// What no capture in `Captures/` is for, and where it is seen instead.
  static let elsewhere: [String: String] = [
    "AUT-05": "needs the issuer's key in the settings: AuthorizationScenarioTests, with authorization/jwt-forged",
    "BCN-04": "needs days of events: make evaluate, BeaconHuntTests",
    "HST-01": "needs an audit log beside the capture: HostCommandTests, HostFollowingTests",
    "HST-02": "as HST-01", "HST-03": "as HST-01", "HST-04": "as HST-01", "HST-05": "as HST-01",
    "PAC-02": "is told as info, which is no finding to look for: pace/slow, SlowCallDetectorTests",
  ]

  @Test("every detector has a capture of real software", arguments: DetectorCatalog.descriptions.map(\.id.rawValue))
  func everyDetectorHasItsCapture(id: String) {
    let isShown = Case.all.contains { $0.findings.contains(id) }
    #expect(isShown != (Self.elsewhere[id] != nil), "add a capture for \(id), or say where it is seen")
  }
}
