import TrafficModel
import Glibc

import SettingsFiles

/// Finds the files to check below paths. Links to folders are not followed, so no loop is; folders of packages and
/// repositories are passed over; depth and number are bounded.
struct FolderSearch {
  private static let passedOver: Set = [
    ".git", "node_modules", ".venv", "venv", ".build", "__pycache__", ".tox", "vendor", "site-packages", ".hg", ".svn",
    "dist",
    ".terraform", ".cache",
  ]
  private static let depth = 32
  private static let entries = 100_000

  enum Found {
    case file(String)
    case problem(AuditOutcome.Problem)
  }

  private(set) var files: [Found] = []
  private var seen = 0

  init(_ paths: [String]) {
    for path in paths {
      var facts = stat()
      if path != "-", stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR {
        guard seen <= Self.entries else {
          fail(path, SettingsError(.tooLarge, "not looked at: the paths before had more than \(Self.entries) files"))
          continue
        }
        search(path, 0)
      } else {
        files.append(.file(path))
      }
    }
  }

  private mutating func search(_ folder: String, _ depth: Int) {
    guard depth < Self.depth else {
      return fail(folder, SettingsError(.tooDeep, "folders nest deeper than \(Self.depth): give a part of them"))
    }
    guard let stream = opendir(folder) else {
      return fail(folder, Self.notPermitted)
    }
    var names: [String] = []
    // A folder of millions of files is not read to its end only to be refused.
    while names.count <= Self.entries, let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { raw in String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self) })
    }
    closedir(stream)
    for name in names.sorted() where name != "." && name != ".." {
      seen += 1
      guard seen <= Self.entries else {
        if seen == Self.entries + 1 {
          fail(folder, SettingsError(.tooLarge, "more than \(Self.entries) files: give a part of them"))
        }
        return
      }
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var facts = stat()
      guard lstat(path, &facts) == 0 else {
        // It went away meanwhile; or the folder may be listed and not entered, and then nothing in it can be looked at.
        guard errno != ENOENT else { continue }
        return fail(folder, Self.notPermitted)
      }
      switch facts.st_mode & S_IFMT {
      case S_IFDIR: if !Self.passedOver.contains(name) { search(path, depth + 1) }
      case S_IFREG: if AuditedFile.isCandidate(name) { files.append(.file(path)) }
      case S_IFLNK: link(path, name)
      default: break
      }
    }
  }

  /// A link to a file is read; one to a folder is not, and one into the void is no file.
  private mutating func link(_ path: String, _ name: String) {
    var facts = stat()
    guard AuditedFile.isCandidate(name) else { return }
    guard stat(path, &facts) == 0 else {
      if errno == EACCES { fail(path, Self.notPermitted) }
      return
    }
    if facts.st_mode & S_IFMT == S_IFREG { files.append(.file(path)) }
  }

  /// By `errno`.
  private static var notPermitted: SettingsError {
    SettingsError(.notPermitted, "\(String(cString: strerror(errno))): read it as a user who may")
  }

  private mutating func fail(_ path: String, _ error: SettingsError) {
    files.append(.problem(AuditOutcome.Problem(path: path, error: error)))
  }
}
