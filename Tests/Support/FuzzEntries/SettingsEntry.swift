import Configuration
import ConfigurationAudit
import PolicyRendering
import SettingsFiles

/// The first byte chooses the file's name; the rest is its text.
public func fuzzSettings(_ input: UnsafeRawBufferPointer) {
  let names = [
    "egret.yml", "mcp.json", "server.yaml", "config.toml", ".env", "Dockerfile", "compose.yml", "settings",
  ]
  var choices = FuzzInput(input)
  let name = names[Int(choices.choice() & 7)]
  let text = String(decoding: choices.remainder, as: UTF8.self)
  let file = SettingsFile(path: name, text: text)
  if name == "egret.yml" { readConfiguration(file) } else { audit(file) }
}

private func readConfiguration(_ file: SettingsFile) {
  let reader = ConfigurationReader()
  do {
    let policy = try reader.read(file).policy
    for format in RuleFormat.allCases { _ = PolicyRenderer(policy, file: file.path).render(format) }
    let text = PolicyText.yaml(policy)
    let again = try? reader.read(SettingsFile(path: file.path, text: text)).policy
    demand(again != nil, "what was written of a policy can be read")
    demand(again.map { PolicyText.yaml($0) } == text, "reading what was written gives the policy again")
  } catch {
    demand(!error.problems.isEmpty, "a refused configuration has a problem")
  }
}

private func audit(_ file: SettingsFile) {
  let outcome = ConfigurationAudit().run(file)
  demand(
    outcome.filesChecked + outcome.filesPassedOver + outcome.problems.count == 1, "a file is checked or it is said why")
  let lines = 2 + file.text.unicodeScalars.count { "\n\r\u{85}\u{2028}\u{2029}\u{b}\u{c}".unicodeScalars.contains($0) }
  demand(outcome.findings.allSatisfy { (1...lines).contains($0.position.line) }, "findings lie in the file")
  demand((try? AuditSARIF.text(outcome, version: "1")) != nil, "every outcome can be written")
}
