import Foundation
import Testing

/// Rules that `egret.yml` names.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct ConfiguredRulesTests {
  private static let yara = """
    rule speaks_of_tides {
      meta:
        description = "A tool of the harbour"
        severity = "medium"
      strings:
        $a = "tide" nocase
      condition:
        $a
    }
    """

  private func configuration(_ egret: EgretCommand) throws -> String {
    try Data(Self.yara.utf8).write(to: egret.folder("tides.yar"))
    let path = egret.folder("egret.yml")
    let text = "rules:\n  shipped_signatures: false\n  yara: \(egret.folder("tides.yar").path)\n"
    try Data(text.utf8).write(to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path.path)
    return path.path
  }

  @Test func analysisMatchesThem() throws {
    let egret = try EgretCommand()
    let result = try egret(
      "analyze", EgretCommand.example().path, "--format", "ndjson", "--config", configuration(egret))
    #expect(result.output.contains("YARA-speaks_of_tides"), "\(result.errors)")
    #expect(!result.output.contains("\"detector\":\"SIG-"))
  }

  @Test func aReportOfCapturesMatchesThemAndThoseOfTheCommand() throws {
    let egret = try EgretCommand()
    let capture = try EgretCommand.example().path
    let configured = try egret("report", "--capture", capture, "--format", "json", "--config", configuration(egret))
    #expect(configured.output.contains("YARA-speaks_of_tides"), "\(configured.errors)")
    let named = try egret(
      "report", "--capture", capture, "--format", "json", "--yara", egret.folder("tides.yar").path)
    #expect(named.output.contains("YARA-speaks_of_tides"), "\(named.errors)")
  }

  @Test func aSealedBundleHoldsThem() throws {
    let egret = try EgretCommand()
    let (store, key, chain) = ("e.db", "e.key", "chain")
    let configuration = try configuration(egret)
    let capture = try EgretCommand.example().path
    let steps = [
      ["analyze", capture, "--store", egret.folder(store).path, "--config", configuration, "-q"],
      ["evidence", "key", egret.folder(key).path],
      [
        "evidence", "seal", "--store", egret.folder(store).path, "-o", egret.folder(chain).path, "--key",
        egret.folder(key).path, "--config", configuration, "--captures", capture,
      ], ["evidence", "verify", egret.folder(chain).path, "--public-key", egret.folder(key).path + ".pub"],
    ]
    for step in steps {
      let result = try egret.run(step)
      #expect(result.status == 0, "\(step): \(result.errors)")
    }
    let files = FileManager.default.enumerator(atPath: egret.folder(chain).path)?.compactMap { $0 as? String } ?? []
    #expect(files.contains { $0.hasSuffix("data/yara/tides.yar") }, "\(files)")
  }
}
