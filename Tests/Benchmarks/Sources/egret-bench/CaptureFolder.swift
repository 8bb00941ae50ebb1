import Foundation
import TrafficForge

/// Forged captures outside the tree, made once and used again.
struct CaptureFolder {
  /// Raised when the forge writes other bytes for the same seed, so that old captures are made anew.
  private static let forgeVersion = 1

  private let folder: URL

  init(path: String) throws {
    folder = URL(fileURLWithPath: path, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The capture, forged by a process of its own if it is not there: a child's peak memory counts what its parent held
  /// when it began, so this process stays small.
  func capture(_ profile: TrafficProfile, dividedBy divisor: UInt64) throws -> BenchCapture {
    let (file, papers) = names(profile, dividedBy: divisor)
    if let known = Self.read(papers), FileManager.default.fileExists(atPath: file.path) { return known }
    let run = Measurement.run([
      CommandLine.arguments[0], "--forge-only", "--folder", folder.path, "--profiles", profile.rawValue, "--divide",
      String(divisor),
    ])
    guard run.status == 0, let capture = Self.read(papers) else {
      throw Options.Failure(description: "could not forge \(file.path)")
    }
    print(String(format: "forged \(file.lastPathComponent) in %.1f s", run.seconds))
    return capture
  }

  func forge(_ profile: TrafficProfile, dividedBy divisor: UInt64) throws {
    let (file, papers) = names(profile, dividedBy: divisor)
    let capture = try forge(profile, dividedBy: divisor, file: file)
    try JSONEncoder().encode(capture).write(to: papers)
  }

  /// The same traffic over TLS; its key log lies beside it.
  func sealed(_ profile: TrafficProfile, dividedBy divisor: UInt64) throws -> String {
    let clear = try capture(profile, dividedBy: divisor)
    let path = clear.path.replacingOccurrences(of: ".pcap", with: ".tls13.pcap")
    guard !FileManager.default.fileExists(atPath: path + ".keys") else { return path }
    let run = Measurement.run([CommandLine.arguments[0], "--folder", folder.path, "--seal", clear.path, path])
    guard run.status == 0 else { throw Options.Failure(description: "could not forge \(path)") }
    return path
  }

  private func names(_ profile: TrafficProfile, dividedBy divisor: UInt64) -> (file: URL, papers: URL) {
    let name = divisor == 1 ? profile.rawValue : "\(profile.rawValue)-\(divisor)"
    let file = folder.appendingPathComponent("\(name).v\(Self.forgeVersion).pcap")
    return (file, file.appendingPathExtension("json"))
  }

  private static func read(_ papers: URL) -> BenchCapture? {
    guard let data = try? Data(contentsOf: papers) else { return nil }
    return try? JSONDecoder().decode(BenchCapture.self, from: data)
  }

  private func forge(_ profile: TrafficProfile, dividedBy divisor: UInt64, file: URL) throws -> BenchCapture {
    var extent = profile.fullExtent
    if extent.bytes != .max { extent.bytes /= divisor }
    if extent.connections != .max { extent.connections = max(1, extent.connections / Int(divisor)) }
    let forged = try profile.forge(to: file.path, extent: extent)
    let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? UInt64 ?? 0
    return BenchCapture(
      path: file.path, bytes: size, frames: forged.frames, connections: forged.connections, calls: forged.calls)
  }
}

/// A forged capture and what is in it.
struct BenchCapture: Codable {
  var path: String
  var bytes: UInt64
  var frames: UInt64
  var connections: Int
  var calls: Int

  var megabytes: Double { Double(bytes) / 1e6 }
}
