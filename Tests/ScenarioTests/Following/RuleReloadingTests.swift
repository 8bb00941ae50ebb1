import Foundation
import Testing
import TrafficForge

/// Rules of a running analysis are read again on SIGHUP.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"), .serialized)
struct RuleReloadingTests {
  private let folder: TemporaryFolder
  private let ring: URL
  private let rules: URL
  private let output: URL

  init() throws {
    folder = try TemporaryFolder()
    ring = try folder.makeFolder("ring")
    rules = try folder.makeFolder("rules")
    output = folder("records.ndjson")
  }

  private func signature(_ name: String) throws {
    let text = """
      title: Any call
      id: \(name)
      name: \(name)
      logsource: { product: mcp, category: mcp_tool_call }
      detection: { selection: { tool|contains: '*' }, condition: selection }
      """
    try Data(text.utf8).write(to: rules.appendingPathComponent(name + ".yml"))
  }

  private func yara(_ name: String) throws {
    let text = "rule \(name) { condition: filesize > 0 }"
    try Data(text.utf8).write(to: rules.appendingPathComponent(name + ".yar"))
  }

  /// Half-way through a ring that grows, `change` is called.
  private func feed(halfway change: () throws -> Void) throws {
    let capture = folder("forged.pcap")
    _ = try TrafficProfile.churn.forge(to: capture.path, extent: .init(bytes: 300_000, connections: 100))
    let feeder = try RingFeeder(capture)
    var failure: (any Error)?
    try feeder.feed(ring, framesPerFile: 200) { index in
      guard index == feeder.frames / 2 else { return }
      do { try change() } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private func follow() throws -> RunningEgret {
    try RunningEgret(
      [
        "analyze", "--follow", ring.path, "-o", output.path, "--no-shipped-signatures", "--signatures", rules.path,
        "--yara", rules.path,
      ], state: folder.url)
  }

  private func found(_ id: String) -> Bool {
    let text = try? String(contentsOf: output, encoding: .utf8)
    return text?.contains("\"detector\":\"\(id)\"") ?? false
  }

  @Test func aNewRuleIsInUseAndABrokenOneStopsNothing() throws {
    try signature("first")
    try yara("one")
    let process = try follow()
    try feed {
      try eventually("the rules are in use") { found("SIG-first") && found("YARA-one") }
      try signature("second")
      try yara("two")
      try Data("title: [}".utf8).write(to: rules.appendingPathComponent("broken.yml"))
      try Data("rule {".utf8).write(to: rules.appendingPathComponent("broken.yar"))
      process.send(SIGHUP)
      try eventually("what changed is said") {
        process.errorText.contains("signatures read again: 2 in use, 1 new (SIG-second); 2 YARA rules of 2 files")
      }
      #expect(process.errorText.contains("broken.yml"))
      #expect(process.errorText.contains("broken.yar"))
    }
    try eventually("the new rules are in use") { found("SIG-second") && found("YARA-two") }
    #expect(process.end() == 0)
  }

  @Test func whenNothingCanBeReadTheRulesStay() throws {
    try signature("first")
    let process = try follow()
    try feed {
      try eventually("the rule is in use") { found("SIG-first") }
      try FileManager.default.removeItem(at: rules)
      process.send(SIGHUP)
      try eventually("that is said") { process.errorText.contains("no signature can be read any more") }
    }
    #expect(process.end() == 0)
  }
}
