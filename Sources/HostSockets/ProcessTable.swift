import Glibc
import TrafficModel

/// Finds the processes that hold sockets, in `/proc`.
///
/// Sees the processes of its own user; with `CAP_SYS_PTRACE` and `CAP_DAC_READ_SEARCH` those of all.
struct ProcessTable {
  private let root: String
  private var users: [uid_t: UntrustedText] = [:]

  /// - Parameter root: where the process file system is.
  init(root: String = "/proc") { self.root = root }

  /// The processes that hold `wanted`; of several that share a socket the one with the lowest number, which mostly is the
  /// one that the others were forked from.
  mutating func holders(of wanted: Set<UInt32>) -> [UInt32: HostProcess] {
    var holders: [UInt32: HostProcess] = [:]
    for pid in Self.numbers(in: root).sorted() where holders.count < wanted.count {
      let held = Self.sockets("\(root)/\(pid)/fd").filter { wanted.contains($0) && holders[$0] == nil }
      guard !held.isEmpty, let process = process(pid) else { continue }
      for inode in held { holders[inode] = process }
    }
    return holders
  }

  private mutating func process(_ pid: UInt32) -> HostProcess? {
    guard let path = Self.link("\(root)/\(pid)/exe") else { return nil }
    var facts = stat()
    guard stat("\(root)/\(pid)", &facts) == 0 else { return nil }
    return HostProcess(
      pid: pid, parent: Self.parent("\(root)/\(pid)/stat"), executable: UntrustedText(path),
      user: user(facts.st_uid), basis: .socketTable)
  }

  private mutating func user(_ id: uid_t) -> UntrustedText {
    if let known = users[id] { return known }
    let name = UntrustedText(getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? String(id))
    users[id] = name
    return name
  }

  private static func numbers(in folder: String) -> [UInt32] { names(in: folder).compactMap { UInt32($0) } }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
        })
    }
    return names
  }

  /// The sockets behind a process's descriptors: links such as `socket:[4711]`.
  private static func sockets(_ folder: String) -> [UInt32] {
    names(in: folder).compactMap { name in
      guard let target = link("\(folder)/\(name)"), target.hasPrefix("socket:["), target.hasSuffix("]") else {
        return nil
      }
      return UInt32(target.dropFirst(8).dropLast())
    }
  }

  private static func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let text = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let gone = " (deleted)"
    return text.hasSuffix(gone) ? String(text.dropLast(gone.count)) : text
  }

  private static func parent(_ path: String) -> UInt32? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1_024)
    let count = fread(&buffer, 1, buffer.count, file)
    return ProcessStatus.parent(in: buffer[..<count])
  }
}
