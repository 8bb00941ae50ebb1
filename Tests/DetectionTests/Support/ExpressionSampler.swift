import TrafficForge

/// Makes texts that an expression matches, of the syntax that `InstructionPatterns` uses: groups, classes, gaps and repetitions.
struct ExpressionSampler {
  private let pattern: [Character]
  private var place = 0
  private var random: SeededGenerator

  init(_ pattern: String, seed: UInt64) {
    self.pattern = Array(pattern)
    random = SeededGenerator(seed: seed)
  }

  /// One of them. The alternatives are chosen evenly, so a few hundred samples try all.
  mutating func sample() -> String {
    place = 0
    return alternatives()
  }

  private mutating func alternatives() -> String {
    var all = [sequence()]
    while place < pattern.count, pattern[place] == "|" {
      place += 1
      all.append(sequence())
    }
    return all.randomElement(using: &random) ?? ""
  }

  private mutating func sequence() -> String {
    var text = ""
    while place < pattern.count, pattern[place] != "|", pattern[place] != ")" {
      let start = place
      var one = atom()
      let (least, most) = repetitions()
      let end = place
      for number in 0..<Int.random(in: least...max(least, min(most, least + 6)), using: &random) {
        if number > 0 {
          place = start
          one = atom()
          place = end
        }
        text += one
      }
    }
    return text
  }

  private mutating func atom() -> String {
    let character = pattern[place]
    place += 1
    switch character {
    case "(":
      let inner = alternatives()
      place += 1
      return inner
    case "[": return characterOfClass()
    case ".": return pick("aZ’ ")
    case "\\":
      let escaped = pattern[place]
      place += 1
      switch escaped {
      case "b": return ""
      case "w": return pick("az_9")
      case "n": return "\n"
      default: return String(escaped)
      }
    default: return String(character)
    }
  }

  private mutating func characterOfClass() -> String {
    let isNegated = pattern[place] == "^"
    var members: [Character] = []
    while pattern[place] != "]" {
      if pattern[place] == "\\" { place += 1 }
      if pattern[place + 1] == "-", pattern[place + 2] != "]" {
        // A range: its ends will do.
        members += [pattern[place], pattern[place + 2]]
        place += 3
      } else {
        members.append(pattern[place])
        place += 1
      }
    }
    place += 1
    return isNegated ? pick("ax, \"\t/é") : String(members.randomElement(using: &random) ?? " ")
  }

  private mutating func repetitions() -> (Int, Int) {
    guard place < pattern.count else { return (1, 1) }
    switch pattern[place] {
    case "?", "*", "+":
      defer { place += 1 }
      return pattern[place] == "?" ? (0, 1) : (pattern[place] == "+" ? 1 : 0, 9)
    case "{":
      let end = pattern[place...].firstIndex(of: "}") ?? place
      let bounds = String(pattern[(place + 1)..<end]).split(separator: ",").compactMap { Int($0) }
      place = end + 1
      return (bounds.first ?? 1, bounds.last ?? 1)
    default: return (1, 1)
    }
  }

  private mutating func pick(_ characters: String) -> String {
    characters.randomElement(using: &random).map { String($0) } ?? ""
  }
}
