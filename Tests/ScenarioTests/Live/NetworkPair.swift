import Foundation
import Testing

/// Two network namespaces with a cable between them, of one test's own: 198.18.7.1 on one side, 198.18.7.2 on the other.
final class NetworkPair {
  static let obstacle: String? = {
    guard getuid() == 0 else { return "network namespaces need root" }
    guard Tool.python != nil, Tool.ip != nil else { return "ip or python3 is missing" }
    guard Tool.egret != nil else { return "egret was not built beside the tests" }
    let name = "egret-probe-\(getpid())"
    guard (try? Tool.ip?.run(["netns", "add", name]))??.status == 0 else {
      return "network namespaces cannot be made here"
    }
    _ = try? Tool.ip?.run(["netns", "del", name])
    return nil
  }()

  let near: String
  let far: String
  let interface = "veth0"

  init() throws {
    let suffix = UUID().uuidString.prefix(8).lowercased()
    near = "egret-\(suffix)-a"
    far = "egret-\(suffix)-b"
    try ip("netns", "add", near)
    try ip("netns", "add", far)
    try ip("-n", near, "link", "add", interface, "type", "veth", "peer", "name", interface, "netns", far)
    for (name, host) in [(near, 1), (far, 2)] {
      try ip("-n", name, "addr", "add", "198.18.7.\(host)/24", "dev", interface)
      try ip("-n", name, "link", "set", "lo", "up")
      try ip("-n", name, "link", "set", interface, "up")
    }
  }

  deinit {
    for name in [near, far] { _ = try? Tool.ip?.run(["netns", "del", name]) }
  }

  func ip(_ arguments: String...) throws {
    let result = try #require(Tool.ip).run(arguments)
    try #require(result.status == 0, "ip \(arguments.joined(separator: " ")): \(result.errors)")
  }

  /// Words that run a command inside.
  func inside(_ name: String) throws -> [String] { [try #require(Tool.ip).path, "netns", "exec", name] }

  /// Runs `Tests/Live/traffic` to its end.
  func traffic(in name: String, _ arguments: String...) throws {
    let result = try run(in: name, arguments)
    try #require(result.status == 0, "traffic: \(result.errors)")
  }

  private func run(in name: String, _ arguments: [String]) throws -> Tool.Result {
    let script = TestFolders.package.appendingPathComponent("Tests/Live/traffic").path
    let words = ["netns", "exec", name, try #require(Tool.python).path, script] + arguments
    return try #require(Tool.ip).run(words)
  }

  /// The small MCP server of `Tests/Live/traffic`, when it answers.
  func server(in name: String, port: Int, state: URL) throws -> RunningEgret {
    let script = TestFolders.package.appendingPathComponent("Tests/Live/traffic").path
    let server = try RunningEgret(
      [script, "serve", "\(port)"], state: state, within: try inside(name) + [try #require(Tool.python).path])
    try eventually("the server answers") {
      try run(in: name, ["call", "http://127.0.0.1:\(port)/mcp", "0"]).status == 0
    }
    return server
  }
}
