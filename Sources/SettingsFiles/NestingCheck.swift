/// Refuses text that nests deeper than readers should recurse, before any of them sees it.
///
/// Looks at brackets and indentation alone, so text in strings counts, too: real files stay far below the limits.
enum NestingCheck {
  static func check(_ text: String, _ limits: SettingsLimits) throws(SettingsError) {
    var line = 1, column = 0, depth = 0, indentation = 0
    var isIndenting = true
    for byte in text.utf8 {
      column += 1
      switch byte {
      case 0x0a:
        (line, column, indentation, isIndenting) = (line + 1, 0, 0, true)
        continue
      case 0x5b, 0x7b: depth += 1
      case 0x5d, 0x7d: depth = max(0, depth - 1)
      default: break
      }
      // `- - - x` nests as deep as it is indented; so does `? ? ? x`.
      let isTooFar = isIndenting && byte != 0x20 && indentation > limits.indentation
      isIndenting = isIndenting && [0x20, 0x2d, 0x3f].contains(byte)
      indentation += isIndenting ? 1 : 0
      guard depth > limits.depth || isTooFar else { continue }
      throw SettingsError(.tooDeep, at: TextPosition(line: line, column: column), "nested too deep to be settings")
    }
  }
}
