import Foundation
import TrafficForge

/// Counts the work per frame of each profile and holds it against thresholds.
struct WorkTrial {
  /// What is compared: the parts of a profile's full extent, larger number first.
  private static let divisors: [(profile: TrafficProfile, small: UInt64, large: UInt64)] = [
    (.mix, 60, 30), (.bulk, 100, 40), (.churn, 200, 80),
  ]
  /// One call with a small result. One with 50 MB shows beside it what frames cost in which no message ends.
  private static let singleCall: (profile: TrafficProfile, divisor: UInt64) = (.churn, 100_000)
  /// A change that moves a count by more says so in its message.
  private static let tolerance = 1.02

  let folder: CaptureFolder
  let options: Options

  /// Prints a row per profile; answers whether every count was within its threshold.
  func run() throws -> Bool {
    guard Machine.has("valgrind") else {
      print("valgrind is not installed: nothing was counted")
      return true
    }
    let single = try folder.capture(Self.singleCall.profile, dividedBy: Self.singleCall.divisor)
    // What the first run compiles and keeps for those after it must not count as theirs.
    try WorkCount.warmUp(single, options: options)
    var counts: [String: WorkCount] = [:]
    for (profile, small, large) in Self.divisors where options.profiles.contains(profile) {
      counts[profile.rawValue] = try WorkCount.perFrame(
        folder.capture(profile, dividedBy: small), folder.capture(profile, dividedBy: large), options: options)
    }
    for profile in [TrafficProfile.giant, .stream] where options.profiles.contains(profile) {
      counts[profile.rawValue] = try WorkCount.perFrame(
        single, folder.capture(profile, dividedBy: 1), options: options)
    }
    if options.updateThresholds { try write(counts) }
    let thresholds = try read()
    print("work per frame (callgrind), and thresholds")
    return counts.sorted { $0.key < $1.key }.reduce(true) { isWithin, entry in
      judge(entry.key, entry.value, thresholds[entry.key]) && isWithin
    }
  }

  private func judge(_ profile: String, _ count: WorkCount, _ threshold: WorkCount?) -> Bool {
    guard let threshold else {
      print(
        String(
          format: "  \(profile): %.0f instructions, %.3f allocations (no threshold)", count.instructions,
          count.allocations))
      return true
    }
    let isWithin =
      count.instructions <= threshold.instructions * Self.tolerance
      && count.allocations <= threshold.allocations * Self.tolerance + 0.001
    print(
      String(
        format: "  \(profile): %.0f of %.0f instructions, %.3f of %.3f allocations: ", count.instructions,
        threshold.instructions, count.allocations, threshold.allocations) + (isWithin ? "held" : "EXCEEDED"))
    return isWithin
  }

  private func read() throws -> [String: WorkCount] {
    guard let data = FileManager.default.contents(atPath: options.thresholds) else { return [:] }
    return try JSONDecoder().decode([String: WorkCount].self, from: data)
  }

  private func write(_ counts: [String: WorkCount]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let all = try read().merging(counts) { $1 }
    try (encoder.encode(all) + Data("\n".utf8)).write(to: URL(fileURLWithPath: options.thresholds))
  }
}
