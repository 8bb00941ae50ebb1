import Foundation
import Testing

/// `egret audit` never gives an all-clear on what it may not look at.
@Suite(
  .enabled(if: Tool.egret != nil && getuid() == 0 && Tool(named: "setpriv") != nil, "needs egret, root and setpriv"))
struct AuditPermissionTests {
  private let folder: TemporaryFolder
  private let inner: URL

  init() throws {
    folder = try TemporaryFolder()
    chmod(folder.url.path, 0o755)
    inner = try folder.makeFolder("inner")
    try folder.write(Array("host: 0.0.0.0\n".utf8), to: "inner/server.yml")
  }

  private func audit() throws -> Tool.Result {
    let words = ["--reuid=65534", "--regid=65534", "--clear-groups", try #require(Tool.egret).path, "audit"]
    return try #require(Tool(named: "setpriv")).run(words + [folder.url.path])
  }

  @Test("a folder that may be listed and not entered", arguments: [0o744, 0o700])
  func folders(mode: Int) throws {
    chmod(inner.path, mode_t(mode))
    let result = try audit()
    #expect(result.status == 3)
    #expect(result.errors.contains("inner") && result.errors.contains("ermission"), "\(result.errors)")
  }

  @Test func aLinkWhoseTargetMayNotBeReached() throws {
    try FileManager.default.createSymbolicLink(
      at: folder("link.yml"), withDestinationURL: inner.appendingPathComponent("server.yml"))
    chmod(inner.path, 0o700)
    let result = try audit()
    #expect(result.status == 3)
    #expect(result.errors.contains("link.yml"), "\(result.errors)")
  }
}
