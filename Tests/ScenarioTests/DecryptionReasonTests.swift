import Foundation
import Testing

/// Every encrypted flow says whether it was read, or why not.
@Suite struct DecryptionReasonTests {
  private struct FlowRecord: Decodable {
    var proto: String
    var service: String?
    var decrypted: Bool?
    var decryption: String?
  }

  static let encrypted = CaptureScenario.all.filter { $0.keys != nil }

  private func flows(_ scenario: CaptureScenario, keys: [URL]) throws -> [FlowRecord] {
    try AnalysisRun([scenario.capture], keys: keys).records("flow", as: FlowRecord.self)
      .filter { $0.service?.hasPrefix("tls") == true }
  }

  @Test("with the keys, all of it was read", arguments: encrypted)
  func withKeys(scenario: CaptureScenario) throws {
    let flows = try flows(scenario, keys: [try #require(scenario.keys)])
    #expect(!flows.isEmpty)
    #expect(flows.allSatisfy { $0.decrypted == true && $0.decryption == "yes" })
  }

  @Test("without the keys, the key is what is missing", arguments: encrypted)
  func withoutKeys(scenario: CaptureScenario) throws {
    let flows = try flows(scenario, keys: [])
    #expect(!flows.isEmpty)
    #expect(flows.allSatisfy { $0.decrypted == false && $0.decryption == "no-key" })
  }

  @Test func whatWasInTheClearSaysNothingOfDecryption() throws {
    let scenario = try #require(CaptureScenario.named("streamable-http/two-clients"))
    let flows = try AnalysisRun([scenario.capture]).records("flow", as: FlowRecord.self)
    #expect(!flows.isEmpty)
    #expect(flows.allSatisfy { $0.decryption == nil && $0.decrypted == nil })
  }

  @Test func thePageSaysHowManyFlowsCouldNotBeRead() throws {
    let scenario = try #require(CaptureScenario.named("tls/tls13-no-keys"))
    let result = try EgretCommand()("analyze", scenario.capture.path)
    #expect(result.output.contains("what 3 encrypted flows said (3 without a key)"))
    #expect(result.output.contains("give the keys with --keylog"))
  }
}
