import Foundation

/// A program that tests run: our own, or one of this machine that reads captures independently of us.
struct Tool: Sendable {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  private let url: URL
  var path: String { url.path }

  /// `egret` as it was built together with these tests.
  static let egret: Tool? = {
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return tests.flatMap { Tool(path: URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/egret") }
  }()

  static let tshark = Tool(named: "tshark")
  static let ip = Tool(named: "ip") ?? Tool(path: "/usr/sbin/ip")
  static let browser = Tool(named: "chromium") ?? Tool(named: "google-chrome")
  static let python = Tool(named: "python3")

  /// Nil when it is not installed.
  init?(named name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    guard let tool = folders.lazy.compactMap({ Tool(path: "\($0)/\(name)") }).first else { return nil }
    self = tool
  }

  private init?(path: String) {
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    url = URL(fileURLWithPath: path)
  }

  func run(_ arguments: [String], input: URL? = nil, environment: [String: String] = [:]) throws -> Result {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
    process.standardOutput = try folder.handle("output")
    process.standardError = try folder.handle("errors")
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text("output"), errors: try folder.text("errors"))
  }
}
