import Foundation
import Testing

/// `egret` as a person or a script meets it.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct CommandLineTests {
  @Test(
    "errors of usage end with 2 and say what to do",
    arguments: [
      (["analyze", "--bogus", "x"], "Unknown option '--bogus'"), (["analyze"], "Usage: egret analyze"),
      (["analyze", "--format", "xml", "x"], "'table' and 'ndjson'"),
      (["analyze", "--redact", "some", "x"], "'none', 'keys', 'redacted' or 'full'"),
      (["analyze", "--hash-key", "/nonexistent/key", "x"], "check the path"), (["analyse", "x"], "Usage: egret"),
    ])
  func usage(arguments: [String], says: String) throws {
    let result = try #require(Tool.egret).run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [["--help"], ["--version"], ["analyze", "--help"]])
  func whatWasAskedForIsNoError(arguments: [String]) throws {
    let result = try #require(Tool.egret).run(arguments)
    #expect(result.status == 0)
    #expect(!result.output.isEmpty && result.errors.isEmpty)
  }

  @Test func recordsAreAllThatIsPrinted() throws {
    let result = try EgretCommand()("analyze", EgretCommand.example().path, "--format", "ndjson")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for line in result.output.split(separator: "\n") {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }

  @Test func recordsInAFileAreTheOwnersAlone() throws {
    let egret = try EgretCommand()
    let file = egret.folder("out.ndjson")
    let result = try egret("analyze", EgretCommand.example().path, "-o", file.path)
    #expect(result.status == 0)
    #expect(EgretCommand.calls(in: try egret.folder.text("out.ndjson")) == 4)
    let facts = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
  }

  @Test func aFileThatCannotBeWrittenIsSaid() throws {
    let result = try EgretCommand()("analyze", EgretCommand.example().path, "-o", "/nonexistent/out.ndjson")
    #expect(result.status == 2)
    #expect(result.errors.contains("Check the path"))
  }

  @Test("a key file that cannot be used ends with 2 before anything is written", arguments: ["missing", "shared"])
  func keysOfTokens(state: String) throws {
    let egret = try EgretCommand()
    let key = egret.folder("issuer.pem")
    if state == "shared" {
      try Data("-----BEGIN PUBLIC KEY-----".utf8).write(to: key)
      try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: key.path)
    }
    let policy = """
      servers:
        - name: tides
          listen: 8000
          authentication: {type: jwt, public_key_path: \(key.path)}
      """
    let configuration = egret.folder("egret.yml")
    try Data(policy.utf8).write(to: configuration)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: configuration.path)
    let output = egret.folder("out.ndjson")
    let result = try egret(
      "analyze", EgretCommand.example().path, "--config", configuration.path, "-o", output.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot use the key file \(key.path)"))
    #expect(result.errors.contains(state == "shared" ? "chmod go-w" : "check the path"))
    #expect(!FileManager.default.fileExists(atPath: output.path))
    #expect(try egret("config", "check", configuration.path).status == 2)
  }

  @Test(
    "a configuration is checked with what it names",
    arguments: [
      ("detection: {detectors: {BNC-01: {enabled: false}}}", "unknown detector 'BNC-01': did you mean 'BCN-01'?"),
      ("rules: {signatures: [/nowhere/rules]}", "no such file or folder of rules: /nowhere/rules"),
      ("rules: {yara: [/nowhere/yara]}", "no such file or folder of rules: /nowhere/yara"),
    ])
  func configurationIsChecked(text: String, complaint: String) throws {
    let egret = try EgretCommand()
    let configuration = egret.folder("egret.yml")
    try Data(text.utf8).write(to: configuration)
    let result = try egret("config", "check", configuration.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(complaint))
  }

  @Test func harmlessRecordsMustBeRecords() throws {
    let egret = try EgretCommand()
    let result = try egret("signatures", "test", "--benign", EgretCommand.example().path)
    #expect(result.status == 3)
    #expect(result.errors.contains("no records of egret analyze in \(try EgretCommand.example().path)"))
  }

  @Test("the same records from a file, from standard input and compressed", arguments: ["plain", "gzip"])
  func standardInput(form: String) throws {
    let egret = try EgretCommand()
    let gzipped = try #require(CaptureScenario.all.first { $0.capture.pathExtension == "gz" }).capture
    let capture = form == "gzip" ? gzipped : try EgretCommand.example()
    let file = try egret("analyze", capture.path, "--format", "ndjson")
    let input = try egret("analyze", "-", "--format", "ndjson", input: capture)
    #expect(file.status == 0 && input.status == 0)
    let named: (String) -> String = { "\"pcap_filename\":\"\($0)\"" }
    #expect(file.output.replacingOccurrences(of: named(capture.path), with: named("-")) == input.output)
  }

  @Test func nothingIsColouredWhereThereIsNoTerminal() throws {
    let result = try EgretCommand()("analyze", EgretCommand.example().path)
    #expect(!result.output.contains("\u{1b}") && !result.errors.contains("\u{1b}"))
    #expect(result.errors.isEmpty)
  }

  @Test("no line of a table is wider than the terminal", arguments: [40, 60, 80, 100, 200])
  func width(columns: Int) throws {
    let result = try EgretCommand()("analyze", EgretCommand.example().path, columns: columns)
    // The first section names files, which are not cut.
    let tables = result.output.split(separator: "\n").drop { $0 != "MCP servers" }
    #expect(tables.count > 10)
    #expect(tables.allSatisfy { $0.count <= columns }, "\(tables.joined(separator: "\n"))")
  }

  @Test("the page is the same in two runs")
  func pageIsDeterministic() throws {
    let egret = try EgretCommand()
    let first = try egret("analyze", EgretCommand.example().path)
    let second = try egret("analyze", EgretCommand.example().path)
    #expect(first.output == second.output && first.output.contains("tide_table"))
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let egret = try EgretCommand()
    let (tool, capture) = (try #require(Tool.egret).path, try EgretCommand.example().path)
    let errors = egret.folder("errors").path
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "'\(tool)' analyze '\(capture)' --format ndjson 2>'\(errors)' | head -n 1 >/dev/null"]
    try shell.run()
    shell.waitUntilExit()
    #expect(try egret.folder.text("errors").isEmpty)
  }
}
