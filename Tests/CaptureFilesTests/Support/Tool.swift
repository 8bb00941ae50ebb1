import Foundation

/// A program of this machine that reads captures independently of us.
struct Tool {
  private let url: URL

  /// Nil when it is not installed.
  init?(_ name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    let paths = folders.map { "\($0)/\(name)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else { return nil }
    url = URL(fileURLWithPath: path)
  }

  /// What it prints; nil when it fails.
  func output(_ arguments: [String]) -> [UInt8]? {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = url
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? [UInt8](output) : nil
  }

  func text(_ arguments: [String]) -> String? { output(arguments).map { String(decoding: $0, as: UTF8.self) } }
}
