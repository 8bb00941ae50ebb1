/// Names of the system calls that our rules watch, by the table of the process: 64-bit and 32-bit x86, and 64-bit ARM.
enum SystemCall {
  private static let x86: [UInt64: String] = [
    42: "connect", 43: "accept", 49: "bind", 288: "accept", 59: "execve", 322: "execve",
  ]
  private static let i386: [UInt64: String] = [
    362: "connect", 361: "bind", 364: "accept", 102: "socketcall", 11: "execve", 358: "execve",
  ]
  private static let arm: [UInt64: String] = [
    203: "connect", 200: "bind", 202: "accept", 242: "accept", 221: "execve", 281: "execve",
  ]

  /// Nil for calls that are not named here; those change files, if anything.
  static func name(_ line: AuditLine) -> String? {
    if let word = line.raw("SYSCALL")?.lowercased() { return word == "accept4" ? "accept" : word }
    guard let number = line.number("syscall") else { return line.raw("syscall") }
    switch line.raw("arch") {
    case "40000003": return i386[number]
    case "c00000b7": return arm[number]
    default: return x86[number]
    }
  }
}
