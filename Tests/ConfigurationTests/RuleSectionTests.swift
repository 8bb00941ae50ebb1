import Configuration
import SettingsFiles
import Testing

@Suite struct RuleSectionTests {
  private func read(_ text: String) throws -> RuleSettings {
    try ConfigurationReader().read(SettingsFile(path: "egret.yml", text: text)).rules
  }

  @Test func foldersAreListedOrGivenAlone() throws {
    let rules = try read("rules:\n  signatures: [/a, /b]\n  yara: /c\n  shipped_signatures: false\n")
    #expect(rules.signatures == ["/a", "/b"])
    #expect(rules.yara == ["/c"])
    #expect(!rules.usesShippedSignatures)
  }

  @Test func withoutThemTheShippedAreUsed() throws { #expect(try read("internal: []\n") == RuleSettings()) }

  @Test(
    "what depends on where the command is run, or means nothing, is refused",
    arguments: [
      "yara: rules/", "yara: 7", "signature: /a", "shipped_signatures: sometimes", "signatures: \"/a\\u0007\"",
    ])
  func refused(line: String) {
    #expect(throws: ConfigurationError.self) { try read("rules:\n  \(line)\n") }
  }
}
