/// What `auditctl` takes of the rules that Egret writes, after its manual page: where it is not installed, rules are held
/// against this.
enum AuditRuleGrammar {
  /// Calls that the 32-bit table has not.
  private static let calls: [String: Set<String>] = [
    "b64": ["connect", "bind", "accept", "accept4", "execve", "execveat"],
    "b32": ["connect", "bind", "accept4", "socketcall", "execve", "execveat"],
  ]
  /// Of the kernel: AUDIT_MAX_KEY_LEN.
  private static let keyLimit = 256

  /// Why the line is no rule; nil when it is one.
  static func fault(_ line: Substring) -> String? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if words.contains("") { return "two spaces" }
    guard words.count % 2 == 0 else { return "an option without its value" }
    let pairs = stride(from: 0, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) }
    guard let key = pairs.last, key.0 == "-k", (1...keyLimit).contains(key.1.utf8.count) else { return "no key" }
    switch pairs[0].0 {
    case "-w": return watch(Array(pairs.dropLast()))
    case "-a": return calls(Array(pairs.dropLast()))
    default: return "neither a watch nor a rule of calls"
    }
  }

  private static func watch(_ pairs: [(String, String)]) -> String? {
    guard pairs.count == 2, pairs[0].1.hasPrefix("/"), pairs[0].1.utf8.count < 4_096 else { return "no path" }
    guard pairs[1].0 == "-p", !pairs[1].1.isEmpty, pairs[1].1.allSatisfy({ "rwxa".contains($0) }) else {
      return "no permissions"
    }
    return nil
  }

  private static func calls(_ pairs: [(String, String)]) -> String? {
    guard pairs[0].1 == "always,exit" else { return "no list and action" }
    // The architecture must stand before the calls: it says which table they are of.
    guard pairs.count >= 3, pairs[1].0 == "-F", pairs[1].1.hasPrefix("arch="), pairs[2].0 == "-S" else {
      return "no architecture before the calls"
    }
    guard let known = Self.calls[String(pairs[1].1.dropFirst(5))] else { return "no such architecture" }
    for call in pairs[2].1.split(separator: ",") where !known.contains(String(call)) { return "no call \(call)" }
    for pair in pairs.dropFirst(3) {
      guard pair.0 == "-F", let equals = pair.1.firstIndex(of: "="), pair.1.index(after: equals) < pair.1.endIndex,
        ["exe", "uid"].contains(pair.1[..<equals]), pair.1[..<equals] != "exe" || pair.1.contains("=/")
      else { return "no field \(pair.1)" }
    }
    return nil
  }
}
