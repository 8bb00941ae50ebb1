import ConfigurationAudit
import TrafficModel
import Foundation
import SettingsFiles
import Testing

@Suite struct HostileFilesTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func laughs() -> String {
    var text = "transport: sse\nauth: none\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    return text
  }

  @Test(
    "what cannot be read is said and bounded",
    arguments: [
      ("laughs.yml", laughs(), SettingsError.Code.tooManyValues),
      ("deep.json", String(repeating: "[", count: 500_000), .tooDeep),
      ("deep.toml", "a = " + String(repeating: "[", count: 500_000), .tooDeep),
      ("huge.json", String(repeating: " ", count: 1 << 21), .tooLarge),
      ("binary.yml", "a: \0\0\0", .notText), ("broken.json", "{\"mcpServers\": {", .syntax),
      ("twice.yml", "a: 1\na: 2\n", .duplicateKey),
      ("wide.toml", String(repeating: "[[a]]\n", count: 150_000), .tooManyValues),
    ] as [(String, String, SettingsError.Code)])
  func unreadable(name: String, text: String, code: SettingsError.Code) throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      let outcome = ConfigurationAudit().run([file.path])
      #expect(outcome.problems.map(\.error.code) == [code])
      #expect(outcome.filesChecked == 0)
    }
  }

  @Test func loopsOfLinksEndAndFifosDoNotBlock() throws {
    try withFolder { folder in
      let inner = folder.appendingPathComponent("inner")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(at: inner.appendingPathComponent("up"), withDestinationURL: folder)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("a.yml").path, withDestinationPath: "b.yml")
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("b.yml").path, withDestinationPath: "a.yml")
      #expect(mkfifo(inner.appendingPathComponent("c.yml").path, 0o600) == 0)
      try Data("host: 0.0.0.0\ntransport: sse\n".utf8).write(to: inner.appendingPathComponent("d.yml"))
      let outcome = ConfigurationAudit().run([folder.path])
      #expect(outcome.filesChecked == 1 && outcome.problems.isEmpty)
    }
  }

  /// What is beyond the bound is not read, however much it is, and that is said.
  @Test func aFolderOfTooManyFilesIsReadToItsBound() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("a.yml")
      try Data("host: 0.0.0.0\ntransport: sse\n".utf8).write(to: file)
      // Names for one file: quicker made than files.
      for number in 1...100_001 {
        let part = folder.path + "/\(number % 2)"
        if number < 3 { _ = mkdir(part, 0o700) }
        guard link(file.path, "\(part)/\(number).txt") != 0 else { continue }
        // Some file systems take only 65,000 names for one file, or none.
        let made = open("\(part)/\(number).txt", O_CREAT | O_WRONLY, 0o600)
        if made >= 0 { close(made) }
      }
      let outcome = ConfigurationAudit().run([folder.path])
      #expect(outcome.problems.map(\.error.code) == [.tooLarge])
    }
  }

  @Test func aThousandMegabytesOfNothingAreRefusedUnread() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("huge.yml")
      try Data().write(to: file)
      #expect(truncate(file.path, 1 << 30) == 0)
      #expect(ConfigurationAudit().run([file.path, "/dev/zero"]).problems.map(\.error.code) == [.tooLarge, .notAFile])
    }
  }

  @Test func invalidTextAndMissingFilesAreSaid() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("a.yml")
      try Data([0x61, 0x3a, 0x20, 0xff, 0xfe]).write(to: file)
      let outcome = ConfigurationAudit().run([file.path, folder.appendingPathComponent("none.yml").path])
      #expect(outcome.problems.map(\.error.code) == [.notText, .notFound])
    }
  }

  @Test(
    "odd container files are read to their end",
    arguments: [
      "FROM", "FROM a:1\nRUN", "FROM a:1\nRUN <<EOF\nnever ended", "FROM a:1\nCMD [\"x\"", "FROM ${", "FROM a:1\nENV =",
      "\\\n\\\n",
      "FROM a:1\nCOPY", "FROM a AS\nFROM b AS b\nFROM b AS b\nFROM b", "FROM a:1\nUSER", "FROM a:1\nUSER :\nRUN chown",
      "ONBUILD ONBUILD",
    ])
  func oddContainerFiles(text: String) {
    #expect(AuditCaseTests.run("Dockerfile", text).filesChecked == 1)
  }

  @Test("numbers beyond every range are numbers", arguments: ["-", ""])
  func hugeNumbers(sign: String) {
    let number = sign + String(repeating: "9", count: 400)
    let text = """
      server: { port: \(number), host: 0.0.0.0, requests_per_second: \(number), burst: \(number) }
      authentication: { type: jwt, token_lifetime: \(number), max_age: \(number) days }
      rate_limit: { requests_per_minute: \(number) }
      """
    #expect(AuditCaseTests.run("server.yml", text).filesChecked == 1)
  }
}
