import SettingsFiles

import TrafficModel

/// Follows the user through a container file: who is created, who runs what, who owns the tools, who runs in the end.
struct DockerfileUsers {
  private static let system: Set = [
    "root", "nobody", "daemon", "bin", "sys", "sync", "games", "man", "mail", "news", "uucp", "proxy", "www-data",
    "backup",
    "list", "irc", "_apt", "operator", "guest",
  ]
  /// Users that come with well-known images.
  private static let ofImages = [
    "node": "node", "nginx": "nginx", "postgres": "postgres", "redis": "redis", "distroless": "nonroot",
    "chainguard": "nonroot",
    "cgr.dev": "nonroot", "bun": "bun", "deno": "deno", "playwright": "pwuser", "ubuntu": "ubuntu", "vscode": "vscode",
    "jovyan": "jovyan", "wolfi": "nonroot", "mcr.microsoft.com": "app", "openjdk": "", "grafana": "grafana",
  ]
  /// Images that bring no users beyond those of the system.
  private static let bare = [
    "python", "debian", "ubuntu", "alpine", "golang", "rust", "ruby", "php", "openjdk", "eclipse-temurin", "busybox",
    "fedora",
    "centos", "amazonlinux", "archlinux", "perl", "swift", "gcc",
  ]

  private var created: [String: Int] = [:]
  private var user: (name: String, position: TextPosition)?
  private var image = ""
  private var owners: [(path: String, owner: String, position: TextPosition)] = []
  private var unknown: [(name: String, position: TextPosition)] = []

  mutating func read(_ stage: Dockerfile.Stage, _ findings: inout FindingList) {
    if stage.base == nil { image = stage.image.lowercased() }
    for instruction in stage.instructions {
      switch instruction.name {
      case "USER": change(to: instruction, &findings)
      case "RUN": run(instruction, &findings)
      case "COPY", "ADD": copy(instruction)
      default: break
      }
    }
  }

  private mutating func change(to instruction: Dockerfile.Instruction, _ findings: inout FindingList) {
    let name = Self.account(instruction.text)
    user = (name, instruction.position)
    guard !name.contains("$"), !name.allSatisfy(\.isNumber), !Self.system.contains(name), created[name] == nil else {
      return
    }
    unknown.append((name, instruction.position))
  }

  private mutating func run(_ instruction: Dockerfile.Instruction, _ findings: inout FindingList) {
    var verbs: [String] = []
    for command in instruction.script.split(whereSeparator: { "\n;&|".contains($0) }) {
      let words = command.split(separator: " ").map(String.init)
      let verb = words.first { !$0.contains("=") && $0 != "sudo" } ?? ""
      let arguments = Array(words.drop { $0 != verb }.dropFirst())
      if ["useradd", "adduser"].contains(verb), let name = Self.lastName(arguments) {
        created[name] = created[name] ?? instruction.position.line
      }
      if verb == "chown", let spec = arguments.first(where: { !$0.hasPrefix("-") }) {
        for path in arguments.drop(while: { $0 != spec }).dropFirst() {
          owners.append((path, Self.account(spec), instruction.position))
        }
      }
      if Self.needsRoot.contains(verb), !words.contains("sudo"), !verbs.contains(verb) { verbs.append(verb) }
    }
    let isRoot = user.map { ["root", "0"].contains($0.name) } ?? true
    guard !isRoot, !verbs.isEmpty, let user else { return }
    findings.add(
      .needsRoot, at: instruction.position,
      "\(verbs.joined(separator: ", ")): only root can do this, but USER \(user.name) in line \(user.position.line) makes it "
        + "run as \(user.name)")
  }

  private static let needsRoot: Set = [
    "useradd", "adduser", "groupadd", "addgroup", "usermod", "apt-get", "apt", "apk", "yum", "dnf", "microdnf", "chown",
  ]

  private mutating func copy(_ instruction: Dockerfile.Instruction) {
    guard let flag = instruction.flags.first(where: { $0.hasPrefix("--chown=") }),
      let target = (instruction.execWords ?? instruction.text.split(separator: " ").map(String.init)).last
    else { return }
    owners.append((target, Self.account(String(flag.dropFirst(8))), instruction.position))
  }

  /// What can only be said once all is read.
  func finish(_ last: Dockerfile.Stage?, _ findings: inout FindingList) {
    guard let last else { return }
    for (name, position) in unknown { missing(name, position, &findings) }
    guard let user else {
      if !image.contains("nonroot") && !image.contains("chainguard") && !image.contains("cgr.dev") {
        findings.add(
          .runsAsRoot, at: last.from.position,
          "no USER is set, so the server runs as root unless the base image has one")
      }
      return
    }
    if ["root", "0"].contains(user.name) {
      return findings.add(.runsAsRoot, at: user.position, "the last USER of the final stage is \(user.name)")
    }
    // Of a path given to several, the last counts.
    var latest: [String: (owner: String, position: TextPosition)] = [:]
    for entry in owners { latest[entry.path] = (entry.owner, entry.position) }
    for path in latest.keys.sorted() where Self.isCode(path) {
      guard let entry = latest[path], entry.owner == user.name else { continue }
      findings.add(
        .writableTools, at: entry.position,
        "\(path) belongs to \(user.name), the user the server runs as: whatever the modes, it can change its own code and "
          + "tools")
    }
  }

  private func missing(_ name: String, _ position: TextPosition, _ findings: inout FindingList) {
    if let line = created[name] {
      return findings.add(.missingUser, at: position, "USER \(name) comes before line \(line), which creates it")
    }
    let comesWithImage = Self.ofImages.contains { image.contains($0.key) && $0.value == name }
    let base =
      image.split(separator: "/").last?.split(whereSeparator: { ":@".contains($0) }).first.map(String.init) ?? ""
    guard !comesWithImage, Self.bare.contains(base) else { return }
    findings.add(.missingUser, at: position, "USER \(name): neither this file nor the image \(image) has such a user")
  }

  private static func isCode(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    let writable: Set<Substring> = [
      "data", "tmp", "cache", "logs", "log", "home", "var", "run", ".cache", "uploads", "state", "db",
    ]
    guard let last = parts.last, !writable.contains(where: parts.contains), path != "$HOME" else { return false }
    return path == "."
      || ["app", "tools", "src", "server", "opt", "code", "workspace", "mcp", "plugins", "bin"].contains(String(last))
      || path.hasPrefix("/app") || path.hasPrefix("/opt") || path.hasPrefix("/srv") || path.hasPrefix("/usr/src")
  }

  /// `user:group` without its group.
  private static func account(_ text: String) -> String {
    String(text.split(separator: " ").first?.split(separator: ":").first ?? "")
  }

  /// The account that `useradd` or `adduser` names: the last word that is no option and no option's value.
  private static func lastName(_ arguments: [String]) -> String? {
    let taking: Set = [
      "-g", "-G", "-u", "-d", "-s", "-c", "-h", "-k", "--uid", "--gid", "--home", "--shell", "--ingroup", "--comment",
      "--home-dir", "--gecos", "--groups",
    ]
    var names: [String] = []
    var index = 0
    while index < arguments.count {
      if taking.contains(arguments[index]) {
        index += 2
        continue
      }
      if !arguments[index].hasPrefix("-") { names.append(arguments[index]) }
      index += 1
    }
    // `adduser user group` of BusyBox and Debian names the user first.
    return names.first
  }
}
