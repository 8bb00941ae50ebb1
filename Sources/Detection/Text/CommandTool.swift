import TrafficModel

/// A tool that takes commands, and what it says of those it runs.
struct CommandTool: Sendable {
  /// Parameters that take a command line, by their names.
  static let parameters: Set<String> = ["command", "cmd", "commands", "shell_command", "commandline", "command_line"]

  private static let mostBytes = 8_192

  /// Words of its texts, where they say that it runs only some: what is named there may run.
  private var allowed: Set<String>?
  /// It names some in quotes: others are not meant.
  private var isList = false

  /// Nil for a tool that takes no command.
  init?(_ definition: ToolDefinition) {
    let leaves = JSONLeaves.leaves(definition.definition.text)
    let takesCommand = leaves.contains { leaf in
      leaf.path.count > 2 && leaf.path[0] == "inputSchema" && leaf.path[1] == "properties"
        && Self.parameters.contains(leaf.path[2].lowercased())
    }
    guard takesCommand else { return nil }
    var text = ""
    for leaf in leaves {
      guard let key = leaf.path.last, leaf.path.first == "description" || leaf.path.first == "inputSchema",
        key == "description" || leaf.path.contains("enum"), case .text(let part) = leaf.value
      else { continue }
      text += part.prefix(Self.mostBytes).lowercased() + "\n"
    }
    guard Self.limits(text) else { return }
    allowed = Set(text.split { !($0.isLetter || $0.isNumber || "_-+".contains($0)) }.map(String.init))
    isList =
      text.firstMatch(of: /['"`][a-z0-9_+-]{1,24}['"`](,| and| or| or,|\)|\/)? {0,3}['"`][a-z0-9_+-]{1,24}['"`]/) != nil
  }

  /// Whether the words tell that only some commands are run.
  private static func limits(_ text: String) -> Bool {
    if ["restricted to", "limited to", "allowlist", "allow-list", "whitelist", "white-list", "safe commands"]
      .contains(where: text.contains)
    {
      return true
    }
    return text.contains(/only[^.]{0,120}(allowed|permitted|supported|accepted|commands)/)
      || text.contains(/(allowed|permitted|supported) commands?( are| include)?:/)
  }

  /// The first program of `command` that its texts do not name, and the words it is called with; nil where all are, or where
  /// only the first is not and no list says which are.
  func excess(of command: ShellCommand) -> [String]? {
    guard let allowed else { return nil }
    for (index, call) in command.commands.enumerated() {
      guard let name = call.first?.lowercased(), index > 0 || isList, !allowed.contains(name), Self.isProgram(name)
      else {
        continue
      }
      return call
    }
    return nil
  }

  private static func isProgram(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, name.utf8.count <= 32 else { return false }
    return first.properties.isAlphabetic
      && name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-+.".unicodeScalars.contains($0))
      }
  }
}
