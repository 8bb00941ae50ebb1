import Foundation

/// Makes many signatures of a few: copies with other words in their patterns, so that each has work of its own.
struct RuleForge {
  /// Words of at least so many letters are changed; shorter ones are mostly parts of expressions.
  private static let wordLength = 5
  private static let letters = Array("bcdfghjklmnpqrstvwxz")

  private let originals: [[Substring]]

  /// - Parameter folder: of signatures. Correlations and their parts are left out.
  init(_ folder: String) {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let files = names.filter { $0.hasSuffix(".yml") }.sorted().compactMap { name in
      FileManager.default.contents(atPath: folder + "/" + name).map {
        String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      }
    }
    let parts = Set(files.filter { $0.contains("correlation:") }.flatMap(Self.members))
    originals = files.filter { lines in
      let name = lines.first { $0.hasPrefix("name: ") }?.dropFirst("name: ".count) ?? ""
      let isRule = lines.contains("detection:") && !lines.contains("correlation:") && !lines.contains("---")
      return isRule && !parts.contains(name)
    }
  }

  /// The rules that a correlation joins. Most match every call, and are told of only together.
  private static func members(_ lines: [Substring]) -> [Substring] {
    guard let start = lines.firstIndex(where: { $0.hasSuffix(" rules:") }) else { return [] }
    return lines[(start + 1)...].map { $0.drop { $0 == " " } }.prefix { $0.hasPrefix("- ") }.map { $0.dropFirst(2) }
  }

  /// Writes `count` signatures into a new folder.
  func write(_ count: Int, to folder: URL) throws {
    guard !originals.isEmpty else { throw Options.Failure(description: "there are no signatures to make others of") }
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A step that has no part in common with the number of rules takes from all categories early.
    let step = 37
    for number in 0..<count {
      let original = originals[number * step % originals.count]
      try Data(copy(original, number).utf8).write(to: folder.appendingPathComponent("forged-\(number).yml"))
    }
  }

  private func copy(_ lines: [Substring], _ number: Int) -> String {
    var text: [String] = []
    var section = Substring()
    for line in lines {
      if let first = line.first, first != " ", first != "-" { section = line.prefix { $0 != ":" } }
      switch section {
      case "tests": continue
      case "id": text.append("id: forged-\(number)")
      case "name": text.append("name: forged-\(number)")
      case "detection": text.append(varied(line, number))
      default: text.append(String(line))
      }
    }
    return text.joined(separator: "\n") + "\n"
  }

  /// A value of a detection with other words; keys and conditions stay.
  private func varied(_ line: Substring, _ number: Int) -> String {
    let content = line.drop { $0 == " " }
    guard !content.hasPrefix("condition:") else { return String(line) }
    let start: Substring.Index
    if let colon = line.range(of: ": "), !content.hasPrefix("- ") {
      start = colon.upperBound
    } else if content.hasPrefix("- "), line.range(of: ": ") == nil {
      start = content.index(content.startIndex, offsetBy: 2)
    } else {
      return String(line)
    }
    return line[..<start] + words(line[start...], number)
  }

  private func words(_ value: Substring, _ number: Int) -> String {
    let first = Self.letters[number % Self.letters.count]
    let second = Self.letters[number / Self.letters.count % Self.letters.count]
    var result = ""
    var word = ""
    var isClass = false
    var isEscaped = false
    func end() {
      result += word
      if word.count >= Self.wordLength, !isClass { result += "\(first)\(second)" }
      word = ""
    }
    for character in value {
      if character.isASCII, character.isLetter, !isEscaped {
        word.append(character)
        continue
      }
      end()
      if character == "[", !isEscaped { isClass = true }
      if character == "]", !isEscaped { isClass = false }
      isEscaped = character == "\\" && !isEscaped
      result.append(character)
    }
    end()
    return result
  }
}
