import Foundation
import TrafficForge

/// Writes the seeds of every parser: `fuzz-seeds FOLDER [FILE...]`. Each file becomes a seed of what reads such files: captures,
/// logs, settings, signatures; recorded conversations (with their keys beside them) become seeds of TLS.
@main
enum FuzzSeedWriter {
  /// Larger inputs are slow, and what they have to say is in the small ones.
  private static let fileLimit = 60_000

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let path = arguments.first else {
      print("usage: fuzz-seeds FOLDER [FILE...]")
      exit(2)
    }
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    for seed in FuzzSeeds.all() { try write(Data(seed.bytes), seed.entry, seed.name, in: folder) }
    for conversation in arguments.dropFirst() where conversation.hasSuffix(".conversation") {
      let file = URL(fileURLWithPath: conversation)
      try write(try tlsInput(file), "tls", file.lastPathComponent, in: folder)
    }
    for path in arguments.dropFirst() where !path.hasSuffix(".conversation") {
      guard let seed = FileSeed(path: path) else { continue }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      guard bytes.count <= fileLimit else { continue }
      let name = path.replacingOccurrences(of: "/", with: "-")
      for entry in seed.entries { try write(Data(seed.prefix) + bytes, entry, name, in: folder) }
    }
  }

  /// The key log, then each piece that was relayed, in the form that the fuzzer of TLS reads.
  private static func tlsInput(_ conversation: URL) throws -> Data {
    var input = Data([0, 2, 85, 170])
    let keys = conversation.deletingPathExtension().appendingPathExtension("keys")
    append(try Data(contentsOf: keys), kind: 4, to: &input)
    for line in try String(contentsOf: conversation, encoding: .utf8).split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 2 else { continue }
      let digits = Array(parts[1])
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      }
      append(Data(bytes), kind: parts[0] == "c" ? 0 : 1, to: &input)
    }
    return input
  }

  private static func append(_ bytes: Data, kind: UInt8, to input: inout Data) {
    let piece = bytes.prefix(Int(UInt16.max))
    input += [kind, UInt8(piece.count >> 8), UInt8(piece.count & 255)] + piece
  }

  private static func write(_ bytes: Data, _ entry: String, _ name: String, in folder: URL) throws {
    let own = folder.appendingPathComponent(entry, isDirectory: true)
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try bytes.write(to: own.appendingPathComponent(name))
  }
}
