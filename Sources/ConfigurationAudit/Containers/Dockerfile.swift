import TrafficModel

import SettingsFiles

/// A container file taken apart: its instructions with their places, in stages.
struct Dockerfile {
  struct Instruction {
    /// In capitals: `RUN`.
    var name: String
    /// `--chown=a:b`, in front of the arguments.
    var flags: [String]
    /// What follows, continued lines joined by blanks.
    var text: String
    /// The texts of heredocs.
    var heredocs: [String]
    var position: TextPosition

    /// The words of an exec form, `["a", "b"]`; nil for a shell form.
    var execWords: [String]? {
      guard text.hasPrefix("["), let node = try? JSONReader.read(text), node.isSequence else { return nil }
      return node.elements.compactMap(\.text)
    }

    /// What runs, one command each, heredocs included.
    var script: String { ([text] + heredocs).joined(separator: "\n") }
  }

  struct Stage {
    var image: String
    var name: String?
    /// The stage it builds on, by its index.
    var base: Int?
    var from: Instruction
    var instructions: [Instruction] = []
  }

  /// Later stages are taken for instructions of this one: no build has so many.
  private static let stageLimit = 1_000

  private(set) var stages: [Stage] = []
  /// `ARG`s before the first `FROM`.
  private(set) var globals: [Instruction] = []

  init(_ text: String) {
    var variables: [String: String] = [:]
    for instruction in DockerfileLines.instructions(text) {
      if instruction.name == "FROM", stages.count < Self.stageLimit {
        stages.append(stage(instruction, variables))
      } else if stages.isEmpty {
        globals.append(instruction)
        let parts = instruction.text.split(separator: "=", maxSplits: 1).map(String.init)
        if instruction.name == "ARG", parts.count == 2 {
          variables[parts[0]] = parts[1].filter { $0 != "\"" && $0 != "'" }
        }
      } else {
        stages[stages.count - 1].instructions.append(instruction)
      }
    }
  }

  /// The stages that the last one is made of, the first of them first.
  var final: [Stage] {
    var chain: [Stage] = []
    var index: Int? = stages.indices.last
    while let current = index {
      chain.append(stages[current])
      index = stages[current].base
    }
    return chain.reversed()
  }

  private func stage(_ from: Instruction, _ variables: [String: String]) -> Stage {
    let words = from.text.split(separator: " ").map(String.init)
    let image = Self.expand(words.first ?? "", variables)
    let name = words.count >= 3 && words[1].lowercased() == "as" ? words[2].lowercased() : nil
    let base = stages.lastIndex { $0.name == image.lowercased() }
    return Stage(image: image, name: name, base: base, from: from)
  }

  /// `${NAME}`, `$NAME` and `${NAME:-default}`; what has no value stays as it is.
  static func expand(_ text: String, _ variables: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let isBraced = rest.first == "{"
      let body =
        isBraced ? rest.dropFirst().prefix { $0 != "}" } : rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let name = String(body.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      let fallback = body.firstRange(of: ":-").map { String(body[$0.upperBound...]) }
      result += variables[name] ?? fallback ?? "$\(name)"
      rest = rest.dropFirst(body.count + (isBraced ? 2 : 0))
    }
    return result + rest
  }
}
