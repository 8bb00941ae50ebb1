import Glibc

/// The logs that paths name, oldest first: a folder means `audit.log` and what was rotated out of it.
package enum AuditLogFiles {
  private static let folderLimit = 10_000

  package static func find(_ paths: [String]) -> [String] {
    paths.flatMap { path -> [String] in
      guard isFolder(path) else { return [path] }
      let log = path.hasSuffix("/") ? path + active : "\(path)/\(active)"
      return rotated(outOf: log) + (access(log, F_OK) == 0 ? [log] : [])
    }
  }

  /// The log that is being written: a folder means the one in it.
  static func active(_ path: String) -> String {
    guard isFolder(path) else { return path }
    return path.hasSuffix("/") ? path + active : "\(path)/\(active)"
  }

  private static let active = "audit.log"

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// What was rotated out of the log at `path`, oldest first.
  static func rotated(outOf path: String) -> [String] {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    return names(in: folder).filter { $0.hasPrefix(name + ".") || $0.hasPrefix(name + "-") }
      .sorted { (age($0, name), $0) > (age($1, name), $1) }.map { folder == "/" ? "/\($0)" : "\(folder)/\($0)" }
  }

  /// Entries of a folder; more than `folderLimit` are no folder of logs.
  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < folderLimit, let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { raw in String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }

  /// `audit.log` is the youngest; the greater the number, the older. Names by date come before numbers, by date.
  private static func age(_ name: String, _ log: String) -> Int {
    let number = name.dropFirst(log.count).drop { $0 == "." || $0 == "-" }.prefix { $0.isNumber }
    guard let value = Int(number) else { return 0 }
    return value > 10_000_000 ? Int.max - value : value
  }
}
