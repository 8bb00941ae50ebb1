import Foundation

/// Where things lie in a checkout.
enum TestFolders {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let captures = package.appendingPathComponent("Captures", isDirectory: true)
  static let goldens = package.appendingPathComponent("Tests/Goldens", isDirectory: true)

  /// Captures with ground truth that are not part of the project: `EGRET_SHARED_CAPTURES`, or a folder beside it.
  static let sharedCaptures: URL? = {
    let named = ProcessInfo.processInfo.environment["EGRET_SHARED_CAPTURES"].map { URL(fileURLWithPath: $0) }
    let beside = package.deletingLastPathComponent().appendingPathComponent("shared/captures/mcp")
    return [named, beside].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// Captures of other projects with their expected results: `EGRET_PUBLIC_CAPTURES`, or a folder beside the shared ones.
  static let publicCaptures: URL? = {
    let named = ProcessInfo.processInfo.environment["EGRET_PUBLIC_CAPTURES"].map { URL(fileURLWithPath: $0) }
    let beside = sharedCaptures?.deletingLastPathComponent().appendingPathComponent("public")
    return [named, beside].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static func contents(of folder: URL) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).sorted { $0.path < $1.path }
  }
}
