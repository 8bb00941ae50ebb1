import TrafficModel

import SettingsFiles

/// Cuts a container file into instructions: continued lines, comments between them, heredocs, the escape directive.
enum DockerfileLines {
  private static let names: Set = [
    "FROM", "RUN", "CMD", "LABEL", "MAINTAINER", "EXPOSE", "ENV", "ADD", "COPY", "ENTRYPOINT", "VOLUME", "USER",
    "WORKDIR",
    "ARG", "ONBUILD", "STOPSIGNAL", "HEALTHCHECK", "SHELL",
  ]

  static func instructions(_ text: String) -> [Dockerfile.Instruction] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var escape: Character = "\\"
    if let first = lines.first, first.lowercased().filter({ $0 != " " }) == "#escape=`" { escape = "`" }
    var instructions: [Dockerfile.Instruction] = []
    var index = 0
    while index < lines.count {
      let start = index
      guard let word = instructionName(lines[index]) else {
        index += 1
        continue
      }
      var joined = ""
      var continues = true
      while continues, index < lines.count {
        let line = trimmed(lines[index])
        index += 1
        // Comments and empty lines between continued ones do not end them.
        if index - 1 > start, line.hasPrefix("#") || line.isEmpty { continue }
        continues = line.last == escape
        joined += (joined.isEmpty ? "" : " ") + (continues ? trimmed(line.dropLast()) : line)
      }
      var instruction = instruction(word, joined, line: start + 1, lines[start])
      instruction.heredocs = heredocs(instruction, lines, &index)
      instructions.append(instruction)
    }
    return instructions
  }

  /// Whether `text` reads as a container file: it begins with `FROM`, after comments and `ARG`s, and all is instructions.
  static func looksLikeOne(_ text: String) -> Bool {
    let instructions = instructions(text)
    return instructions.first { $0.name != "ARG" }?.name == "FROM" && instructions.count >= 2
  }

  private static func instructionName(_ line: Substring) -> String? {
    let word = line.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
    return names.contains(word) ? word : nil
  }

  private static func instruction(
    _ name: String, _ text: String, line: Int, _ first: Substring
  ) -> Dockerfile.Instruction {
    var rest = text.drop { $0.isWhitespace }.dropFirst(name.count).drop { $0.isWhitespace }
    var name = name
    // `ONBUILD RUN …` is judged as what it will run.
    if name == "ONBUILD", let inner = instructionName(rest) {
      name = inner
      rest = rest.dropFirst(inner.count).drop { $0.isWhitespace }
    }
    var flags: [String] = []
    while rest.hasPrefix("--") {
      let flag = rest.prefix { !$0.isWhitespace }
      flags.append(String(flag))
      rest = rest.dropFirst(flag.count).drop { $0.isWhitespace }
    }
    let column = first.prefix { $0.isWhitespace }.count + 1
    return Dockerfile.Instruction(
      name: name, flags: flags, text: String(rest), heredocs: [], position: TextPosition(line: line, column: column))
  }

  private static func heredocs(
    _ instruction: Dockerfile.Instruction, _ lines: [Substring], _ index: inout Int
  ) -> [String] {
    guard ["RUN", "COPY", "ADD"].contains(instruction.name) else { return [] }
    var texts: [String] = []
    for word in instruction.text.split(separator: " ") where word.hasPrefix("<<") && word.count > 2 {
      let mark = word.dropFirst(2).filter { !"-'\"".contains($0) }
      guard !mark.isEmpty, mark.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { continue }
      var body: [Substring] = []
      while index < lines.count, trimmed(lines[index]) != mark {
        body.append(lines[index])
        index += 1
      }
      index = min(index + 1, lines.count)
      texts.append(body.joined(separator: "\n"))
    }
    return texts
  }

  private static func trimmed(_ text: some StringProtocol) -> String { SecretJudgement.trimmed(String(text)) }
}
