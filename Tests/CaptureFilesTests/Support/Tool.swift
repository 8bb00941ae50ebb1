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

  /// What it prints; nil when it fails and may not.
  func output(_ arguments: [String], mayFail: Bool = false) -> [UInt8]? {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = url
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return mayFail || process.terminationStatus == 0 ? [UInt8](output) : nil
  }

  func text(_ arguments: [String], mayFail: Bool = false) -> String? {
    output(arguments, mayFail: mayFail).map { String(decoding: $0, as: UTF8.self) }
  }
}
