/// The keys of our audit rules, and what an event that bears one is about.
package struct AuditKey: Hashable, Sendable {
  package enum Subject: String, CaseIterable, Sendable {
    case network = "net"
    case program = "exec"
    case configuration = "config"
    case tools = "tools"
  }

  package var server: String
  package var subject: Subject

  /// Nil for keys that are not ours.
  package init?(_ key: some StringProtocol) {
    guard key.hasPrefix("egret-"), let cut = key.lastIndex(of: "-"),
      let subject = Subject(rawValue: String(key[key.index(after: cut)...])),
      key.utf8.distance(from: key.startIndex, to: cut) > 6
    else { return nil }
    server = String(key[..<cut].dropFirst(6))
    self.subject = subject
  }

  package static func network(_ server: String) -> String { "egret-\(server)-net" }
  package static func program(_ server: String) -> String { "egret-\(server)-exec" }
  package static func configuration(_ server: String) -> String { "egret-\(server)-config" }
  package static func tools(_ server: String) -> String { "egret-\(server)-tools" }
}
