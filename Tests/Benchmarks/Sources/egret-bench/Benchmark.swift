import Foundation
import TrafficForge

/// Measures the analyzer beside tcpdump and tshark on forged captures, and says whether the budgets of the
/// architecture held. It judges nobody: the exit code is 0 whatever the times are, for machines differ.
@main
enum Benchmark {
  static func main() {
    do {
      try run(try Options(arguments: Array(CommandLine.arguments.dropFirst())))
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(2)
    }
  }

  private static func run(_ options: Options) throws {
    let folder = try CaptureFolder(path: options.folder)
    guard !options.forgeOnly else {
      for profile in options.profiles { try folder.forge(profile, dividedBy: options.divisor) }
      return
    }
    guard options.sealing.isEmpty else { return try CaptureSealing.seal(options.sealing[0], to: options.sealing[1]) }
    guard options.signatures.isEmpty else {
      exit(try RuleTrial(folder: folder, options: options).run() ? 0 : 1)
    }
    guard options.thresholds.isEmpty else {
      exit(try WorkTrial(folder: folder, options: options).run() ? 0 : 1)
    }
    print(Machine.description)
    let floor = Double(Measurement.run(["true"]).peakBytes) / 1_048_576
    print(String(format: "peaks of memory below %.0f MiB cannot be told apart", floor))
    print("captures in \(options.folder), \(options.runs) runs each, medians")
    for profile in options.profiles {
      try Trial(profile: profile, folder: folder, options: options).run()
    }
    if options.withDecryption, !options.egret.isEmpty { try DecryptionTrial(folder: folder, options: options).run() }
  }
}
