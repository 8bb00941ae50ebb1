import Foundation
package import YaraMatching

/// YARA files of folders. A broken one is told of and never keeps the others from being used.
package struct YaraFolder: Sendable {
  /// Files in one run; each is a scan of its own.
  private static let fileLimit = 1_000
  private static let bytesLimit = 8 << 20
  private static let endings = [".yar", ".yara"]

  package private(set) var rules: [YaraRules] = []
  package private(set) var problems: [String] = []
  package private(set) var files = 0

  /// - Parameter paths: files, or folders that are searched through for `.yar` and `.yara`.
  package init(_ paths: [String]) {
    for path in paths {
      for (file, name) in Self.files(path) { read(file, name: name) }
    }
  }

  /// Whether `path` is a YARA file by its name.
  package static func names(_ path: String) -> Bool { endings.contains { path.hasSuffix($0) } }

  package var count: Int { rules.reduce(0) { $0 + $1.count } }

  private mutating func read(_ file: String, name: String) {
    guard files < Self.fileLimit else {
      if files == Self.fileLimit { problems.append("\(file) and what follows: more than \(Self.fileLimit) YARA files") }
      files = Self.fileLimit + 1
      return
    }
    files += 1
    guard let bytes = FileManager.default.contents(atPath: file) else {
      return problems.append("\(file): cannot be read")
    }
    guard bytes.count <= Self.bytesLimit else { return problems.append("\(file): too large for YARA rules") }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      return problems.append("\(file): is not UTF-8")
    }
    do throws(YaraRules.Refusal) {
      rules.append(try YaraRules(text, name: name))
    } catch {
      problems += error.remarks.map { "\(file): \($0)" }
    }
  }

  /// Files with the names that findings give them: relative to the folder.
  private static func files(_ path: String) -> [(file: String, name: String)] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return [(path, String(path.split(separator: "/").last ?? ""))]
    }
    let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return found.filter(names).sorted().map { (path + "/" + $0, $0) }
  }
}
