import Glibc

/// The logs that paths name, oldest first: a folder means `audit.log` and what was rotated out of it.
package enum AuditLogFiles {
  package static func find(_ paths: [String]) -> [String] {
    paths.flatMap { path -> [String] in
      var facts = stat()
      guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR, let folder = opendir(path) else {
        return [path]
      }
      defer { closedir(folder) }
      var names: [String] = []
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
          String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name.hasPrefix("audit.log") { names.append(name) }
      }
      return names.sorted { (age($0), $0) > (age($1), $1) }.map { path + "/" + $0 }
    }
  }

  /// `audit.log` is the youngest; the greater the number, the older. Names by date come before numbers, by date.
  private static func age(_ name: String) -> Int {
    let number = name.dropFirst("audit.log".count).drop { $0 == "." || $0 == "-" }.prefix { $0.isNumber }
    guard let value = Int(number) else { return 0 }
    return value > 10_000_000 ? Int.max - value : value
  }
}
