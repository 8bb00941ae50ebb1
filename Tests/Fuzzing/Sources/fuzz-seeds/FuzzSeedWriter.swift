import Foundation
import TrafficForge

/// Writes the seeds of every parser: `fuzz-seeds FOLDER [CAPTURE...]`. Captures become seeds of what reads captures.
@main
enum FuzzSeedWriter {
  /// Larger inputs are slow, and what they have to say is in the small ones.
  private static let captureLimit = 60_000

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let path = arguments.first else {
      print("usage: fuzz-seeds FOLDER [CAPTURE...]")
      exit(2)
    }
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    for seed in FuzzSeeds.all() { try write(Data(seed.bytes), seed.entry, seed.name, in: folder) }
    for capture in arguments.dropFirst() {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: capture))
      guard bytes.count <= captureLimit else { continue }
      let name = capture.replacingOccurrences(of: "/", with: "-")
      for entry in ["capture-file", "analysis"] { try write(bytes, entry, name, in: folder) }
    }
  }

  private static func write(_ bytes: Data, _ entry: String, _ name: String, in folder: URL) throws {
    let own = folder.appendingPathComponent(entry, isDirectory: true)
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try bytes.write(to: own.appendingPathComponent(name))
  }
}
