/// The programs that a line of shell starts, as far as its grammar shows: what runs beside and inside the first one.
struct ShellCommand {
  /// One for each simple command, in order: what stands first in it, without its path, then its arguments.
  private(set) var commands: [[String]] = []

  private static let mostBytes = 4_096
  private static let mostCommands = 64
  /// Words that another program's name may follow.
  private static let prefixes: Set<String> = [
    "sudo", "env", "exec", "command", "nohup", "time", "then", "do", "else", "if", "while", "!", "{", "(",
  ]

  private var words: [String] = []
  private var word = ""
  private var isWordOpen = false

  init(_ line: String) {
    var quote: Character?
    var characters = line.prefix(Self.mostBytes)[...]
    while let character = characters.popFirst() {
      switch character {
      case "\\" where quote != "'":
        if let next = characters.popFirst() { append(next) }
      case "'" where quote != "\"", "\"" where quote != "'":
        quote = quote == nil ? character : nil
        isWordOpen = true
      // A substitution is a command of its own, also between double quotes.
      case "`" where quote != "'": endCommand()
      case "$" where quote != "'" && characters.first == "(":
        characters = characters.dropFirst()
        endCommand()
      case _ where quote != nil: append(character)
      case ";", "|", "&", "\n", "\r", "(", ")": endCommand()
      case " ", "\t": endWord()
      default: append(character)
      }
    }
    endCommand()
  }

  /// Names of the programs.
  var programs: [String] { commands.compactMap(\.first) }

  private mutating func append(_ character: Character) {
    word.append(character)
    isWordOpen = true
  }

  private mutating func endWord() {
    if isWordOpen { words.append(word) }
    word = ""
    isWordOpen = false
  }

  private mutating func endCommand() {
    endWord()
    defer { words = [] }
    let rest = words.drop { Self.prefixes.contains($0) || Self.isAssignment($0) || $0.hasPrefix("-") }
    guard let path = rest.first, commands.count < Self.mostCommands else { return }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    commands.append([name] + rest.dropFirst())
  }

  /// `NAME=value`, before a command.
  private static func isAssignment(_ word: String) -> Bool {
    guard let mark = word.firstIndex(of: "="), mark > word.startIndex else { return false }
    return word[..<mark].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
