import Foundation

/// Definitions of tools in files of JSON Lines, with members `name`, `description`, `inputSchema`, `label` (1 for poisoned ones)
/// and `source`: what is found, and what is flagged that is harmless, by source.
struct DefinitionsEvaluation {
  private struct Row {
    var source: String
    var isAttack: Bool
    var definition: [String: Any]
  }

  /// What is said of a detector by its name: whether it flags a definition.
  typealias Contender = (name: String, flags: ([String: Any]) -> Bool)

  private let folder: URL
  private let contenders: [Contender]

  init(_ folder: URL, _ contenders: [Contender]) {
    self.folder = folder
    self.contenders = contenders
  }

  /// `EGRET_DEFINITIONS`: a folder, or one file.
  static let folder: URL? = ProcessInfo.processInfo.environment["EGRET_DEFINITIONS"].flatMap {
    $0.isEmpty ? nil : URL(fileURLWithPath: $0)
  }

  func report() throws {
    for file in try files() {
      print("\n### Definitions of \(file.lastPathComponent)\n")
      print("| source | | recall | false positives |\n| --- | --- | --- | --- |")
      let rows = try rows(file)
      let sources = Dictionary(grouping: rows, by: \.source).sorted { $0.key < $1.key }
      for (source, rows) in sources + [(key: "all", value: rows)] {
        for contender in contenders { print(line(source, contender, rows)) }
      }
    }
  }

  private func line(_ source: String, _ contender: Contender, _ rows: [Row]) -> String {
    var (recall, harmless) = (Share(), Share())
    for row in rows {
      let isFlagged = contender.flags(row.definition)
      if row.isAttack { recall.add(isFlagged) } else { harmless.add(isFlagged) }
    }
    let parts = [recall, harmless].map { $0.total == 0 ? "–" : $0.description }
    return "| \(source) | \(contender.name) | \(parts.joined(separator: " | ")) |"
  }

  private func files() throws -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
      return [folder]
    }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "jsonl" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private func rows(_ file: URL) throws -> [Row] {
    try Data(contentsOf: file).split(separator: 10).compactMap { line in
      guard let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        object["name"] is String || object["description"] is String
      else { return nil }
      return Row(
        source: object["source"] as? String ?? "none", isAttack: object["label"] as? Int == 1,
        definition: object.filter { !["label", "source"].contains($0.key) })
    }
  }
}
