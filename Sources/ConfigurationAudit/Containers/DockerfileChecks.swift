import SettingsFiles

import TrafficModel

/// Checks a container file. What decides is the final stage; secrets count in every stage, since layers are kept.
struct DockerfileChecks {
  private let file: Dockerfile

  init(_ text: String) { file = Dockerfile(text) }

  func run(_ findings: inout FindingList) {
    secrets(&findings)
    for stage in file.stages { image(stage, &findings) }
    var users = DockerfileUsers()
    for stage in file.final { users.read(stage, &findings) }
    users.finish(file.stages.last, &findings)
    let instructions = file.final.flatMap(\.instructions)
    remote(file.stages.flatMap(\.instructions), &findings)
    commands(instructions, &findings)
    if let last = file.stages.last,
      !instructions.contains(where: { $0.name == "HEALTHCHECK" && $0.text.uppercased() != "NONE" })
    {
      findings.add(.noHealthCheck, at: last.from.position, "the image has no HEALTHCHECK")
    }
  }

  private func image(_ stage: Dockerfile.Stage, _ findings: inout FindingList) {
    guard stage.base == nil, let problem = ImageVersion.problem(stage.image) else { return }
    findings.add(
      .unpinnedImage, at: stage.from.position, "FROM \(stage.image), \(problem.words)",
      severity: problem.isMoving ? nil : .info)
  }

  private func secrets(_ findings: inout FindingList) {
    let checks = SecretChecks(check: .imageSecret)
    for instruction in file.globals + file.stages.flatMap(\.instructions) {
      switch instruction.name {
      case "ENV", "ARG", "LABEL":
        for (key, value) in Self.assignments(instruction) {
          checks.judge(value, key: key, at: instruction.position, &findings)
        }
      case "RUN", "CMD", "ENTRYPOINT":
        // `export TOKEN=…`, `--password=…`, and secrets of known shape anywhere.
        for word in instruction.script.split(whereSeparator: { " \n\t;&|".contains($0) }) {
          let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
          if parts.count == 2 {
            checks.judge(Self.unquoted(parts[1]), key: parts[0], at: instruction.position, &findings)
          } else if SecretShape.issuer(String(word)) != nil {
            checks.judge(String(word), key: "", at: instruction.position, &findings)
          }
        }
      case "COPY", "ADD":
        let names = [
          ".env", "id_rsa", "id_ed25519", ".npmrc", ".pypirc", ".netrc", "credentials.json", ".aws", ".git-credentials",
          ".pem",
        ]
        for source in instruction.text.split(separator: " ").dropLast() {
          let name = source.split(separator: "/").last.map(String.init) ?? ""
          guard names.contains(where: { name == $0 || ($0 == ".pem" && name.hasSuffix("key.pem")) }) else { continue }
          findings.add(
            .imageSecret, at: instruction.position, "\(instruction.name) puts \(name) into a layer", severity: .high)
        }
      default: break
      }
    }
  }

  /// `ENV A=b C="d e"`, `ENV A b`, `ARG A=b`.
  private static func assignments(_ instruction: Dockerfile.Instruction) -> [(String, String)] {
    guard instruction.text.contains("=") else {
      let parts = instruction.text.split(separator: " ", maxSplits: 1).map(String.init)
      return parts.count == 2 && instruction.name == "ENV" ? [(parts[0], unquoted(parts[1]))] : []
    }
    var assignments: [(String, String)] = []
    var rest = instruction.text[...]
    while let equals = rest.firstIndex(of: "=") {
      let key = rest[..<equals].split(separator: " ").last.map(String.init) ?? ""
      let value = rest[rest.index(after: equals)...]
      let quote = value.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
      let body = quote.map { quote in value.dropFirst().prefix { $0 != quote } } ?? value.prefix { $0 != " " }
      assignments.append((key, String(body)))
      rest = value.dropFirst(body.count + (quote == nil ? 0 : 2))
    }
    return assignments
  }

  private static func unquoted(_ text: String) -> String { text.filter { $0 != "\"" && $0 != "'" } }

  private func remote(_ instructions: [Dockerfile.Instruction], _ findings: inout FindingList) {
    for instruction in instructions where instruction.name == "ADD" {
      let isRemote = ["http://", "https://", "ftp://"].contains { instruction.text.hasPrefix($0) }
      guard isRemote, !instruction.flags.contains(where: { $0.hasPrefix("--checksum") }) else { continue }
      findings.add(.remoteAdd, at: instruction.position, "ADD takes what a URL delivers, without a checksum")
    }
  }

  private func commands(_ instructions: [Dockerfile.Instruction], _ findings: inout FindingList) {
    for instruction in instructions where ["CMD", "ENTRYPOINT"].contains(instruction.name) {
      if let words = instruction.execWords {
        guard let first = words.first else { continue }
        let program = first.split(separator: "/").last.map(String.init) ?? ""
        guard !["sh", "bash", "ash", "dash", "zsh"].contains(program), words.contains(where: { $0.hasPrefix("ulimit") })
        else { continue }
        findings.add(
          .uselessLimit, at: instruction.position,
          first.hasPrefix("ulimit")
            ? "the exec form starts a program called '\(first)', which does not exist: no limit is set, and the container "
              + "does not start"
            : "in the exec form 'ulimit' is an argument of \(program), not a command: no limit is set")
      } else if instruction.text.contains("ulimit") {
        findings.add(
          .uselessLimit, at: instruction.position,
          "a shell's ulimit holds for what it starts only, and can be raised again "
            + "up to the hard limit", severity: .info)
      }
    }
    for instruction in instructions where instruction.name == "RUN" && instruction.text.hasPrefix("ulimit") {
      findings.add(.uselessLimit, at: instruction.position, "ulimit in RUN ends with the build step")
    }
  }
}
