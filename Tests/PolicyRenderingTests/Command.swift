import Foundation

/// A program of the machine, run to its end. Output goes through files: children that outlive it cannot hold it up.
enum Command {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  static func path(_ name: String) -> String? {
    ["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin"].map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The program as it was built with the tests.
  static var egret: String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("egret").path
  }

  /// Ends it after a minute, whatever it does.
  static func run(_ words: [String], input: URL? = nil) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["out", "err"].map(folder.appendingPathComponent)
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "-k", "1", "60"] + words
    process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  /// Why rules cannot be tried here; nil when they can.
  static func obstacle(_ tools: [String]) -> String? {
    if geteuid() != 0 { return "only root makes network namespaces" }
    for tool in tools + ["ip", "unshare", "python3"] where path(tool) == nil { return "\(tool) is not installed" }
    guard (try? run(["unshare", "-n", "true"]).status) == 0 else { return "no network namespaces here" }
    return nil
  }
}
