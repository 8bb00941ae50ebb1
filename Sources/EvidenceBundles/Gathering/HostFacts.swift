internal import Glibc

/// Whom and what the custody log names: account, machine, program, clock.
package enum HostFacts {
  package static var user: String {
    let name = getpwuid(geteuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
    return "\(name ?? "unknown") (uid \(geteuid()))"
  }

  package static var machine: String {
    var facts = utsname()
    guard uname(&facts) == 0 else { return "unknown" }
    return "\(text(&facts.nodename)) (\(text(&facts.sysname)) \(text(&facts.release)) \(text(&facts.machine)))"
  }

  /// Digest of the program that runs.
  package static var executable: HexDigest? { try? FileCopy.digest("/proc/self/exe").digest }

  /// Whether the clock of this machine is kept right by something that says so.
  package static var clock: String {
    access("/run/systemd/timesync/synchronized", F_OK) == 0
      ? "synchronized by systemd-timesyncd" : "as the machine has it; nothing says whether it is synchronized"
  }

  private static func text<T>(_ field: inout T) -> String {
    withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
