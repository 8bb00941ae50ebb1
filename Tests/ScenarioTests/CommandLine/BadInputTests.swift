import Foundation
import Testing

/// Whatever is given instead of a capture: a clear message, 3 when nothing could be read, and all that can be read is read.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct BadInputTests {
  @Test("records are written and the trouble is said beside them", arguments: BadInput.all)
  func records(input: BadInput) throws {
    let egret = try EgretCommand()
    let file = try egret.folder.write(input.make(Array(Data(contentsOf: EgretCommand.example()))), to: "x.pcap")
    let result = try egret("analyze", file.path, "--format", "ndjson")
    #expect(result.status == input.status, "\(result.errors)")
    #expect(result.errors.contains(input.says), "\(result.errors)")
    #expect(result.errors.contains("x.pcap"))
    #expect(EgretCommand.calls(in: result.output) == input.calls)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
  }

  @Test("the page says it, too", arguments: BadInput.all)
  func page(input: BadInput) throws {
    let egret = try EgretCommand()
    let file = try egret.folder.write(input.make(Array(Data(contentsOf: EgretCommand.example()))), to: "x.pcap")
    let result = try egret("analyze", file.path)
    #expect(result.status == input.status)
    #expect((result.output + result.errors).contains(input.says), "\(result.output)")
  }

  @Test("what is good is read beside what is not", arguments: BadInput.all)
  func goodBesideBad(input: BadInput) throws {
    let egret = try EgretCommand()
    let file = try egret.folder.write(input.make(Array(Data(contentsOf: EgretCommand.example()))), to: "x.pcap")
    let other = try #require(CaptureScenario.named("http-sse/tool-calls")).capture
    let result = try egret("analyze", file.path, other.path, "--format", "ndjson")
    #expect(result.status == 0)
    #expect(result.errors.contains(input.says))
    #expect(EgretCommand.calls(in: result.output) == input.calls + 4)
  }

  @Test func aFileThatIsNotThere() throws {
    let result = try EgretCommand()("analyze", "/nonexistent/x.pcap")
    #expect(result.status == 3)
    #expect(result.errors.contains("check the path"))
  }

  @Test func aFolderWithoutCaptures() throws {
    let egret = try EgretCommand()
    let folder = try egret.folder.makeFolder("notes")
    try egret.folder.write(Array("nothing".utf8), to: "notes/read.me")
    let result = try egret("analyze", folder.path)
    #expect(result.status == 3)
    #expect(result.errors.contains("no captures in \(folder.path)"))
    #expect(result.output.isEmpty)
  }

  @Test(.enabled(if: getuid() != 0, "root can read everything")) func aFileThatMayNotBeRead() throws {
    let egret = try EgretCommand()
    let file = try egret.folder.write(Array(Data(contentsOf: EgretCommand.example())), to: "x.pcap")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
    let result = try egret("analyze", file.path)
    #expect(result.status == 3)
    #expect(result.errors.contains("Permission denied"))
  }

  @Test func timesThatRunBackwardsChangeNoCall() throws {
    let egret = try EgretCommand()
    let capture = try Array(Data(contentsOf: EgretCommand.example()))
    let file = try egret.folder.write(BadInput.retimed(capture) { $1 - UInt32($0) }, to: "x.pcap")
    #expect(EgretCommand.calls(in: try egret("analyze", file.path, "--format", "ndjson").output) == 4)
    #expect(try egret("analyze", file.path).output.contains("time goes back"))
  }

  @Test func timesThatJumpYearsChangeNoCall() throws {
    let egret = try EgretCommand()
    let capture = try Array(Data(contentsOf: EgretCommand.example()))
    let file = try egret.folder.write(BadInput.retimed(capture) { $0 < 60 ? $1 : $1 + 315_360_000 }, to: "x.pcap")
    let result = try egret("analyze", file.path, "--format", "ndjson")
    #expect(result.status == 0)
    #expect(EgretCommand.calls(in: result.output) == 4)
  }
}
