import EvidenceStore
import Foundation
import Testing

/// `egret` that goes on until it is told to end, or killed.
final class RunningEgret {
  private let process = Process()
  private let errors: URL

  /// - Parameter within: words before the command, as `ip netns exec NAME`; those of another program replace `egret`.
  init(_ arguments: [String], state: URL, within words: [String] = []) throws {
    let egret = try #require(Tool.egret).path
    let isOther = words.last.map { $0.contains("python") } ?? false
    let command = words + (isOther ? [] : [egret]) + arguments
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["XDG_STATE_HOME": state.path, "SWIFT_BACKTRACE": "enable=no"]
    ) { $1 }
    errors = state.appendingPathComponent("errors-\(UUID().uuidString)")
    try Data().write(to: errors)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var errorText: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }
  var processID: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// As the system does it to a process that takes too much.
  func die() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func end() -> Int32 {
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    return process.terminationStatus
  }

  func waitUntilExit() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// Waits for something that will come, however slow the machine is; gives up after two minutes.
func eventually(_ what: String, _ condition: () throws -> Bool) throws {
  let end = Date(timeIntervalSinceNow: 120)
  while try !condition() {
    guard Date() < end else {
      Issue.record("\(what): did not happen in two minutes")
      return
    }
    usleep(20_000)
  }
}
