import Foundation

/// One run of one command.
struct Measurement {
  var seconds: Double
  var cpuSeconds: Double
  var peakBytes: Int
  var status: Int32

  /// Runs `command` with its output thrown away and waits for it.
  static func run(_ command: [String], standardError: String = "/dev/null") -> Measurement {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, standardError, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let clock = ContinuousClock()
    let start = clock.now
    let code = posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
    guard code == 0 else { return Measurement(seconds: 0, cpuSeconds: 0, peakBytes: 0, status: code) }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    let elapsed = (clock.now - start) / .seconds(1)
    return Measurement(
      seconds: elapsed, cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakBytes: usage.ru_maxrss * 1024, status: status)
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

/// Several runs of one command.
struct Sample {
  var measurements: [Measurement] = []

  var median: Double { middle(\.seconds) }
  var cpuMedian: Double { middle(\.cpuSeconds) }
  var fastest: Double { measurements.map(\.seconds).min() ?? 0 }
  var slowest: Double { measurements.map(\.seconds).max() ?? 0 }
  var peakBytes: Int { measurements.map(\.peakBytes).max() ?? 0 }
  var failure: Int32? { measurements.map(\.status).first { $0 != 0 } }

  private func middle(_ path: KeyPath<Measurement, Double>) -> Double {
    let sorted = measurements.map { $0[keyPath: path] }.sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
