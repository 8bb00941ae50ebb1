import SettingsFiles
import TrafficModel

/// Which package a runner starts, and whether its version is fixed.
enum PackageVersion {
  /// The index of the word and what is wrong with it; nil when the version is fixed or the package is local.
  static func node(_ words: [String], from start: Int) -> (Int, String)? {
    guard
      let index = package(
        words, from: start, naming: ["-p", "--package"], taking: ["-c", "--call", "-w", "--workspace"])
    else {
      return nil
    }
    let name = value(words[index])
    guard !isLocal(name) else { return nil }
    if name.contains("://") || name.hasPrefix("github:") || name.contains("git+") {
      return hasCommit(name) ? nil : (index, "\(name) in whatever state it is")
    }
    // The first `@` may belong to the scope.
    guard let at = name.dropFirst().lastIndex(of: "@") else { return (index, "\(name) without a version") }
    let version = name[name.index(after: at)...]
    let isFixed = version.first?.isNumber ?? false && !version.contains("x") && version.contains(".")
    return isFixed ? nil : (index, "\(name), not one fixed version")
  }

  static func python(_ words: [String], from start: Int) -> (Int, String)? {
    let naming = ["--from", "--spec"]
    guard
      let index = package(
        words, from: start, naming: naming,
        taking: ["--with", "--python", "-p", "--index-url", "--index", "--with-editable"])
    else { return nil }
    let name = value(words[index])
    guard !isLocal(name) else { return nil }
    if name.contains("://") { return hasCommit(name) ? nil : (index, "\(name) in whatever state it is") }
    if name.contains("==") { return nil }
    if let at = name.lastIndex(of: "@"), name[name.index(after: at)...].first?.isNumber ?? false { return nil }
    return (index, "\(name) without a fixed version")
  }

  /// The word that names the package: the value of a naming option, or the first that is no option.
  private static func package(_ words: [String], from start: Int, naming: [String], taking: [String]) -> Int? {
    var first: Int?
    var index = start
    while index < words.count {
      let word = words[index]
      if naming.contains(word) { return index + 1 < words.count ? index + 1 : nil }
      if naming.contains(where: { word.hasPrefix($0 + "=") }) { return index }
      if taking.contains(word) {
        index += 2
        continue
      }
      if !word.hasPrefix("-") {
        first = index
        break
      }
      index += 1
    }
    return first
  }

  private static func value(_ word: String) -> String {
    word.hasPrefix("--") ? word.split(separator: "=", maxSplits: 1).last.map(String.init) ?? word : word
  }

  private static func isLocal(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasPrefix("/") || name.hasPrefix("~") || name.hasPrefix("file:") || name.hasPrefix("$")
      || name.hasPrefix("{") || name.contains(":\\")
  }

  /// A commit, or a tag that looks like a version, behind `@` or `#`.
  private static func hasCommit(_ name: String) -> Bool {
    guard let cut = name.lastIndex(where: { $0 == "@" || $0 == "#" }) else { return false }
    let reference = name[name.index(after: cut)...]
    let isVersion = reference.drop { $0 == "v" }.first?.isNumber ?? false && reference.contains(".")
    return isVersion || reference.utf8.count >= 7 && reference.allSatisfy(\.isHexDigit)
  }
}
