import Foundation
import TrafficForge

/// What the analyzer does for a frame, in numbers that repeat exactly.
struct WorkCount: Codable {
  var instructions: Double
  /// Calls of `malloc` and its kin.
  var allocations: Double

  /// The work per frame in the second capture beyond the first: what start and end cost falls out.
  static func perFrame(_ small: BenchCapture, _ large: BenchCapture, options: Options) throws -> WorkCount {
    let first = try count(small, options: options)
    let second = try count(large, options: options)
    let frames = Double(large.frames) - Double(small.frames)
    guard frames > 0 else { throw Options.Failure(description: "both captures are of one size") }
    return WorkCount(
      instructions: (second.instructions - first.instructions) / frames,
      allocations: (second.allocations - first.allocations) / frames)
  }

  /// Lets the analyzer make what it keeps between runs, on the processor that valgrind shows it.
  static func warmUp(_ capture: BenchCapture, options: Options) throws {
    let run = Measurement.run(["valgrind", "--tool=none"] + command(capture, options))
    guard run.status == 0 else { throw Options.Failure(description: "valgrind ended with status \(run.status)") }
  }

  private static func command(_ capture: BenchCapture, _ options: Options) -> [String] {
    [options.egret, "analyze", capture.path, "--format", "ndjson", "-o", "/dev/null"]
  }

  private static func count(_ capture: BenchCapture, options: Options) throws -> WorkCount {
    let output = URL(fileURLWithPath: options.folder).appendingPathComponent("callgrind.out")
    defer { try? FileManager.default.removeItem(at: output) }
    let run = Measurement.run(
      ["valgrind", "--tool=callgrind", "--callgrind-out-file=\(output.path)"] + command(capture, options))
    guard run.status == 0 else { throw Options.Failure(description: "callgrind ended with status \(run.status)") }
    return CallgrindProfile(try String(contentsOf: output, encoding: .utf8)).work
  }
}

/// The two numbers we want of a callgrind profile.
private struct CallgrindProfile {
  private static let allocators: Set<Substring> = [
    "malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign",
  ]

  private(set) var work = WorkCount(instructions: 0, allocations: 0)

  /// Names stand in full at their first use and as a number in parentheses afterwards.
  init(_ text: String) {
    var allocatorNumbers: Set<Substring> = []
    var callsAllocator = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("totals:") || line.hasPrefix("summary:") {
        let total = line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        work.instructions = max(work.instructions, total)
      } else if line.hasPrefix("fn=") || line.hasPrefix("cfn=") {
        let parts = line.drop { $0 != "(" }.split(separator: " ", maxSplits: 1)
        guard let number = parts.first else { continue }
        // Suffixes such as 'malloc'2 tell recursion levels apart.
        let name = parts.dropFirst().first?.prefix { $0 != "'" } ?? ""
        if Self.allocators.contains(name) { allocatorNumbers.insert(number) }
        if line.hasPrefix("cfn=") { callsAllocator = allocatorNumbers.contains(number) }
      } else if line.hasPrefix("calls="), callsAllocator {
        work.allocations += line.dropFirst(6).split(separator: " ").first.flatMap { Double($0) } ?? 0
      }
    }
  }
}
