import Foundation
import OfflineAnalysis
import SignatureLoading
import SignatureMatching
import Testing

/// Public servers that are vulnerable on purpose: what is wrong with them is found where the wire shows it, and named.
/// Their captures are not part of the project.
@Suite struct VulnerableServerTests {
  private typealias FindingRecord = DetectionScenarioTests.FindingRecord

  struct Flaw: CustomTestStringConvertible, Sendable {
    var capture: String
    /// Of medium or worse; any of them names the flaw.
    var detectors: Set<String>
    /// What its title or explanation says.
    var words: String

    var testDescription: String { "\(capture): \(words)" }
  }

  static let flaws: [Flaw] = [
    Flaw(capture: "real_dvmcp_c01_http", detectors: ["SIG-credentials-in-resource"], words: "credentials"),
    Flaw(capture: "real_dvmcp_c01_http", detectors: ["POI-09"], words: "markup of prompts"),
    Flaw(capture: "real_dvmcp_c02_sse", detectors: ["CMD-01"], words: "command injection"),
    Flaw(capture: "real_dvmcp_c02_sse", detectors: ["CMD-03"], words: "code execution"),
    Flaw(capture: "real_dvmcp_c08_http", detectors: ["CMD-03"], words: "code execution"),
    Flaw(capture: "real_inj_direct_poisoning", detectors: ["POI-09"], words: "the definition of add"),
    Flaw(capture: "real_inj_direct_poisoning", detectors: ["EXF-03"], words: "private key"),
    Flaw(capture: "real_kyze_hr", detectors: ["SIG-result-hidden-comment"], words: "orders"),
    Flaw(capture: "real_kyze_hr", detectors: ["SIG-identity-numbers-in-result"], words: "identity numbers"),
    Flaw(capture: "v1_tools_list_changed_rugpull", detectors: ["RUG-01"], words: "changed (orders)"),
    Flaw(capture: "v2_modern_listen_rugpull", detectors: ["RUG-01"], words: "changed (orders)"),
  ]

  /// The wire shows nothing of these; README says so under what Egret can't see.
  static let unseen: [String: String] = [
    "real_dvmcp_c04_rugpull_http": "what the tool does changes, its definition stays the same"
  ]

  private static let shipped = SignatureSet(
    SignatureFolder([TestFolders.package.appendingPathComponent("Signatures").path]).documents)

  static func captures() -> [String] {
    guard let folder = TestFolders.sharedCaptures,
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { return [] }
    return names.filter {
      $0.hasSuffix(".pcap") && ($0.hasPrefix("real_dvmcp") || $0.hasPrefix("real_inj") || $0.hasPrefix("real_kyze"))
    }
    .map { String($0.dropLast(5)) }.sorted()
  }

  private func severe(_ capture: String) throws -> [FindingRecord] {
    let file = try #require(TestFolders.sharedCaptures).appendingPathComponent("\(capture).pcap")
    return try AnalysisRun([file], rules: RuleSets(signatures: Self.shipped))
      .records("finding", as: FindingRecord.self).filter(\.isSevere)
  }

  @Test(
    "the flaw is found and named", .enabled(if: !captures().isEmpty, "no shared captures"), arguments: flaws)
  func named(flaw: Flaw) throws {
    let told = try severe(flaw.capture).filter { flaw.detectors.contains($0.detector) }
    #expect(told.contains { $0.title.lowercased().contains(flaw.words) }, "\(told.map(\.title))")
  }

  @Test(
    "what the wire does not show is not claimed", .enabled(if: !captures().isEmpty, "no shared captures"),
    arguments: unseen.keys.sorted())
  func notClaimed(capture: String) throws { #expect(try severe(capture).isEmpty) }

  @Test("each of them is held to something", .enabled(if: !captures().isEmpty, "no shared captures"))
  func complete() {
    let known = Set(Self.flaws.map(\.capture)).union(Self.unseen.keys)
    #expect(Self.captures().filter { !known.contains($0) }.isEmpty)
  }
}
