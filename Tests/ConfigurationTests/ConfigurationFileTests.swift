import Configuration
import Foundation
import Policy
import Testing

@Suite struct ConfigurationFileTests {
  private func withFile(mode: Int, _ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "egret-\(UUID().uuidString).yml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("internal: []\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    try body(path)
  }

  @Test("a policy that others can change is refused", arguments: [0o622, 0o620, 0o602, 0o666])
  func writableByOthers(mode: Int) throws {
    try withFile(mode: mode) { path in
      #expect(throws: ConfigurationError.self) { try ConfigurationReader().read(path: path) }
    }
  }

  @Test("a policy that others can only read is taken", arguments: [0o600, 0o644, 0o444])
  func readableByOthers(mode: Int) throws {
    try withFile(mode: mode) { path in
      let configuration = try ConfigurationReader().read(path: path)
      #expect(configuration.policy.internalNetworks.isEmpty)
    }
  }

  @Test(arguments: ["/nonexistent/egret.yml", "/", "/dev/zero"])
  func whatIsNoFileIsSaid(path: String) {
    #expect(throws: ConfigurationError.self) { try ConfigurationReader().read(path: path) }
  }
}
