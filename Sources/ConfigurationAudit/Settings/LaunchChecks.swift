import SettingsFiles

import TrafficModel

/// Checks how a client starts one server.
struct LaunchChecks {
  private let name: String
  private let server: SettingsNode
  private let words: [SettingsNode]

  init(name: String, server: SettingsNode) {
    self.name = name
    self.server = server
    // Some clients take the whole command as a list, or as an object with path and args.
    let command = server["command"] ?? server["cmd"]
    let path = command?["path"] ?? command
    let first = path.map { $0.isSequence ? $0.elements : Self.split($0) } ?? []
    words = first + (server["args"]?.elements ?? command?["args"]?.elements ?? [])
  }

  func run(_ findings: inout FindingList) {
    let texts = words.compactMap(\.text)
    guard texts.count == words.count, let first = texts.first else { return flags(&findings) }
    let program = Self.program(first)
    if ["cmd", "sh", "bash", "zsh", "dash", "powershell", "pwsh", "ash", "fish"].contains(program) {
      shell(program, texts, &findings)
    } else {
      package(Array(words), texts, &findings)
    }
    folders(texts, &findings)
    flags(&findings)
  }

  private static func split(_ node: SettingsNode) -> [SettingsNode] {
    guard let text = node.text, !text.hasPrefix("/"), !text.contains("\\"), text.contains(" ") else { return [node] }
    return text.split(separator: " ").map {
      SettingsNode(.scalar(SettingsScalar(String($0), .text)), at: node.position)
    }
  }

  private static func program(_ text: String) -> String {
    var name = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { $0.lowercased() } ?? ""
    for ending in [".exe", ".cmd", ".bat", ".ps1"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    return name
  }

  // MARK: Shells

  private func shell(_ program: String, _ texts: [String], _ findings: inout FindingList) {
    guard
      let flag = texts.dropFirst().firstIndex(where: {
        ["-c", "-lc", "-ic", "/c", "/k", "-command", "-cl"].contains($0.lowercased())
      })
    else { return }
    let script = texts[(flag + 1)...].joined(separator: " ")
    let fetches = ["curl", "wget", "invoke-webrequest", "iwr"].contains { script.lowercased().contains($0) }
    if fetches,
      ["| sh", "|sh", "| bash", "|bash", "iex", "| python", "<("].contains(where: { script.lowercased().contains($0) })
    {
      return findings.add(
        .shellLaunch, at: words[flag].position, "'\(name)' runs what a URL delivers, through \(program)",
        severity: .high)
    }
    // On Windows this is how scripts such as npx must be started.
    findings.add(
      .shellLaunch, at: words[0].position, "'\(name)' is started through \(program)",
      severity: program == "cmd" ? .info : nil)
    let inner =
      flag + 2 == texts.count
      ? texts[flag + 1].split(separator: " ").map {
        SettingsNode(.scalar(SettingsScalar(String($0), .text)), at: words[flag + 1].position)
      }
      : Array(words[(flag + 1)...])
    package(inner, inner.compactMap(\.text), &findings)
  }

  // MARK: Versions

  private func package(_ nodes: [SettingsNode], _ texts: [String], _ findings: inout FindingList) {
    guard let first = texts.first, texts.count == nodes.count else { return }
    let problem: (Int, String)?
    switch Self.program(first) {
    case "npx", "bunx": problem = PackageVersion.node(texts, from: 1)
    case "pnpm", "yarn", "bun":
      problem = ["dlx", "x"].contains(texts.dropFirst().first) ? PackageVersion.node(texts, from: 2) : nil
    case "npm": problem = ["exec", "x"].contains(texts.dropFirst().first) ? PackageVersion.node(texts, from: 2) : nil
    case "uvx": problem = PackageVersion.python(texts, from: 1)
    case "uv": problem = texts.dropFirst().prefix(2) == ["tool", "run"] ? PackageVersion.python(texts, from: 3) : nil
    case "pipx": problem = texts.dropFirst().first == "run" ? PackageVersion.python(texts, from: 2) : nil
    case "docker", "podman", "nerdctl": problem = container(texts, nodes, &findings)
    default: problem = nil
    }
    guard let (index, words) = problem, nodes.indices.contains(index) else { return }
    findings.add(.unpinnedLaunch, at: nodes[index].position, "'\(name)' starts \(words)")
  }

  private func container(_ texts: [String], _ nodes: [SettingsNode], _ findings: inout FindingList) -> (Int, String)? {
    guard let run = texts.firstIndex(of: "run") else { return nil }
    let options = DockerRunOptions(texts, from: run + 1)
    for (index, mount) in options.mounts {
      MountCheck.judge(mount, at: nodes[index].position, of: "'\(name)'", &findings)
    }
    for (index, flag) in options.flags {
      let position = nodes[index].position
      switch flag {
      case "--privileged": findings.add(.privileged, at: position, "'\(name)' runs in a privileged container")
      case "--network=host", "--net=host", "--pid=host", "--ipc=host":
        findings.add(
          .hostNamespace, at: position, "'\(name)' runs with \(flag)", severity: flag.contains("net") ? .medium : nil)
      default: break
      }
    }
    guard let image = options.image, let problem = ImageVersion.problem(texts[image]), problem.isMoving else {
      return nil
    }
    return (image, "the image \(texts[image]), \(problem.words)")
  }

  // MARK: Folders and flags

  private func folders(_ texts: [String], _ findings: inout FindingList) {
    for (index, text) in texts.enumerated().dropFirst() where WideFolder.isWide(text) {
      findings.add(.wideFolder, at: words[index].position, "'\(name)' gets \(text)")
    }
  }

  private static let flagWords = [
    "--allow-all", "--allow-everything", "--dangerously", "--yolo", "--no-auth", "--disable-auth", "--unsafe",
    "--no-sandbox",
    "--skip-permissions", "--allow-dangerous", "--auto-approve", "--trust-all", "--insecure", "--disable-security",
    "--allow-all-tools", "--no-verify-ssl", "--ignore-certificate-errors", "--allow-unrestricted", "--full-access",
  ]

  private func flags(_ findings: inout FindingList) {
    for word in words {
      guard let text = word.text?.lowercased(),
        let flag = Self.flagWords.first(where: { text == $0 || text.hasPrefix($0 + "-") || text.hasPrefix($0 + "=") })
      else { continue }
      guard !text.hasSuffix("=false"), !text.hasSuffix("=0") else { continue }
      findings.add(.dangerousFlag, at: word.position, "'\(name)' is started with \(flag)")
    }
    for member in server["env"]?.members ?? [] {
      let (key, value) = (member.key.uppercased(), member.value.text?.lowercased() ?? "")
      let isOn = !["", "0", "false", "no", "off"].contains(value)
      let isDangerous =
        key.hasPrefix("DANGEROUSLY_") && isOn || key == "NODE_TLS_REJECT_UNAUTHORIZED" && value == "0"
        || key == "PYTHONHTTPSVERIFY" && value == "0" || key.hasSuffix("ALLOW_ALL") && isOn
      if isDangerous {
        findings.add(
          .dangerousFlag, at: member.value.position, "'\(name)' is started with \(member.key)=\(value.prefix(20))")
      }
    }
  }
}
