import Foundation

/// Prints what the detectors find and miss on labelled data that is not part of the project, beside simple rules of others on
/// the same data, as a page. Arguments name the parts that are wanted: beacons, calls, texts.
@main
struct Evaluation {
  static func main() throws {
    guard let folder = Datasets.folder else {
      print("skipped: no data sets (set EGRET_SHARED_DATASETS, or put shared/datasets beside the checkout)")
      return
    }
    print("# Evaluation of the detectors\n")
    print("Made by `make evaluate`. What was tuned on which data, and other limits, stands at the end of each part.\n")
    let parts = CommandLine.arguments.dropFirst()
    func isWanted(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }
    if isWanted("beacons") { try BeaconEvaluation(folder).report() }
    if isWanted("calls") { try TrajectoryEvaluation(folder).report() }
    if isWanted("texts") { try TextEvaluation(folder).report() }
  }
}

enum Datasets {
  /// `EGRET_SHARED_DATASETS`, or a folder beside the checkout.
  static let folder: URL? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["EGRET_SHARED_DATASETS"].map { URL(fileURLWithPath: $0) }
    let beside = package.deletingLastPathComponent().appendingPathComponent("shared/datasets")
    return [named, beside].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// Objects of a gzip file, one a line.
  static func lines<T: Decodable>(_ file: URL, as type: T.Type) throws -> [T] {
    let unpack = Process()
    unpack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unpack.arguments = ["gzip", "-dc", file.path]
    let output = Pipe()
    unpack.standardOutput = output
    try unpack.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    unpack.waitUntilExit()
    return try bytes.split(separator: 10).map { try JSONDecoder().decode(T.self, from: $0) }
  }
}
