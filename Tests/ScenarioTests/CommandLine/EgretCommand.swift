import Foundation
import Testing

/// Runs `egret` with a key folder of its own.
struct EgretCommand {
  let folder: TemporaryFolder
  private let tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = try #require(Tool.egret)
  }

  func callAsFunction(_ arguments: String..., input: URL? = nil, columns: Int? = nil) throws -> Tool.Result {
    try run(arguments, input: input, columns: columns)
  }

  func run(_ arguments: [String], input: URL? = nil, columns: Int? = nil) throws -> Tool.Result {
    var environment = ["XDG_STATE_HOME": folder.url.path]
    environment["COLUMNS"] = columns.map(String.init)
    return try tool.run(arguments, input: input, environment: environment)
  }

  /// A capture of four calls; that of `Captures/`, to be read only.
  static func example() throws -> URL { try #require(CaptureScenario.named("streamable-http/json-replies")).capture }

  static func calls(in output: String) -> Int {
    output.split(separator: "\n").count { $0.contains(#""event_type":"tool_call""#) }
  }
}
