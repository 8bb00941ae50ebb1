import Detection
import Foundation
import Testing
import TrafficModel

/// Tool calls of harmless agent tasks over several servers that are not part of the project.
struct Trajectory: Decodable {
  var task: String
  var seq: Int
  var server: String?
  var tool: String
  var args: String?
  var result: String?

  static func load() throws -> [Trajectory] {
    guard let folder = BeaconSeries.folder else { return [] }
    let unpack = Process()
    unpack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unpack.arguments = ["gzip", "-dc", folder.appendingPathComponent("tool-results/benign_trajectories.jsonl.gz").path]
    let output = Pipe()
    unpack.standardOutput = output
    try unpack.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    unpack.waitUntilExit()
    return try bytes.split(separator: 10).map { try JSONDecoder().decode(Trajectory.self, from: $0) }
  }

  /// Every server at an address of its own, every task a client of its own.
  static func calls(_ all: [Trajectory]) -> [TrafficEvent] {
    var servers: [String: Int] = [:]
    var tasks: [String: Int] = [:]
    return all.enumerated().map { index, item in
      let name = item.server ?? "router"
      let server = servers[name, default: servers.count]
      servers[name] = server
      let task = tasks[item.task, default: tasks.count]
      tasks[item.task] = task
      let flow = Example.flow(
        client: "192.0.2.\(1 + task % 250)", server: "198.51.\(100 + server / 250).\(1 + server % 250)", port: 443)
      let text = (item.result ?? "").replacingOccurrences(of: "\\", with: "\\\\")
        .replacingOccurrences(of: "\"", with: "\\\"").replacingOccurrences(of: "\n", with: "\\n")
      return .toolCall(
        Example.call(
          item.tool, at: Double(index) * 20, arguments: item.args,
          result: "{\"content\":[{\"type\":\"text\",\"text\":\"\(text)\"}]}", flow: flow))
    }
  }
}

@Suite(.enabled(if: BeaconSeries.folder != nil, "no shared data set"))
struct TrajectoryTests {
  @Test("at most one call in two hundred of harmless work is flagged by content")
  func contentOfHarmlessWork() throws {
    let calls = try Trajectory.calls(Trajectory.load())
    let found =
      claims(ContentReappearanceDetector(), calls) + claims(SecretInArgumentsDetector(), calls)
      + claims(SecretInResultDetector(), calls) + claims(RequestForgeryDetector(), calls)
      + claims(DropServiceDetector(), calls) + claims(SlowDripDetector(), calls)
    let flagged = found.filter { $0.severity >= .medium }
    let words = flagged.map { "\($0.detector.rawValue) \($0.explanation.parts)" }
    #expect(flagged.count * 200 <= calls.count, "\(words)")
  }
}
