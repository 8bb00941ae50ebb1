import Foundation

enum SignatureFolders {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let signatures = package.appendingPathComponent("Signatures").path

  /// Data sets that are not part of the project: `EGRET_SHARED_DATASETS`, or a folder beside it.
  static let sigma: String? = {
    let named = ProcessInfo.processInfo.environment["EGRET_SHARED_DATASETS"].map { URL(fileURLWithPath: $0) }
    let beside = package.deletingLastPathComponent().appendingPathComponent("shared/datasets")
    return [named, beside].compactMap { $0?.appendingPathComponent("sigma").path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }()

  static func files(_ folder: String, suffix: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(suffix) }.sorted().map { folder + "/" + $0 }
  }

  static func text(_ file: String) -> String {
    FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
