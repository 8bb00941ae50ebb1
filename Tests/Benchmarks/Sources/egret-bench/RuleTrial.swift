import Foundation
import TrafficForge

/// What a thousand signatures cost beside ten.
struct RuleTrial {
  private static let counts = [10, 1_000]
  private static let allowed = 0.3

  let folder: CaptureFolder
  let options: Options

  /// Prints a row per number of signatures, what starting costs taken off; answers whether the budget held.
  func run() throws -> Bool {
    let forge = RuleForge(options.signatures)
    let small = try folder.capture(.mix, dividedBy: 2_000)
    let large = try folder.capture(.mix, dividedBy: 10 * options.divisor)
    let sets = try Self.counts.map { count in
      let rules = URL(fileURLWithPath: options.folder).appendingPathComponent("rules-\(count)")
      try forge.write(count, to: rules)
      return rules.path
    }
    var starts = sets.map { _ in Sample() }
    var wholes = sets.map { _ in Sample() }
    // In turns, so that a slow minute of the machine falls on all; the first start compiles and is not counted.
    for rules in sets { _ = Measurement.run(command(small, rules)) }
    for _ in 0..<options.runs {
      for (index, rules) in sets.enumerated() {
        starts[index].measurements.append(.run(command(small, rules)))
        wholes[index].measurements.append(.run(command(large, rules)))
      }
    }
    if let status = (starts + wholes).compactMap(\.failure).first {
      throw Options.Failure(description: "egret ended with status \(status)")
    }
    let costs = sets.indices.map { wholes[$0].cpuMedian - starts[$0].cpuMedian }
    print("signatures over \(large.path), processor time, medians of \(options.runs)")
    for (index, count) in Self.counts.enumerated() {
      print(
        String(format: "  %5d signatures: %.2f s, and %.2f s to start", count, costs[index], starts[index].cpuMedian))
    }
    let more = costs[1] / max(costs[0], 0.001) - 1
    let isWithin = more <= Self.allowed
    print(
      String(format: "  a thousand cost %.0f %% more than ten, of %.0f %%: ", more * 100, Self.allowed * 100)
        + (isWithin ? "held" : "EXCEEDED"))
    return isWithin
  }

  private func command(_ capture: BenchCapture, _ rules: String) -> [String] {
    [
      options.egret, "analyze", capture.path, "--format", "ndjson", "-o", "/dev/null", "--no-shipped-signatures",
      "--signatures", rules,
    ]
  }
}
