import TrafficModel

/// Markdown built from literals, numbers and escaped text: nothing a peer says becomes a link, an image, a table cell or HTML.
struct MarkdownText: ExpressibleByStringInterpolation, Sendable {
  private static let peerCharacters = 500

  private(set) var text: String

  init(stringLiteral text: String) { self.text = text }
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }
    mutating func appendInterpolation(_ part: MarkdownText) { text += part.text }
    /// Our own words: only what would break a table or a line.
    mutating func appendInterpolation(own words: String) {
      text += words.replacing("|", with: "\\|").replacing("<", with: "\\<").replacing("\n", with: " ")
    }

    /// In a code span, where only backticks act.
    mutating func appendInterpolation(code words: String) {
      text += "`" + words.filter { $0 != "`" && !$0.isNewline } + "`"
    }

    mutating func appendInterpolation(_ words: UntrustedText) {
      var count = 0
      for scalar in words.rawTextForMatchingAndStorage.unicodeScalars {
        count += 1
        guard count <= MarkdownText.peerCharacters else { continue }
        append(scalar)
      }
      if count > MarkdownText.peerCharacters { text += "… (\(count - MarkdownText.peerCharacters) more characters)" }
    }

    /// Every sign of ASCII that CommonMark may give a meaning is escaped (§2.4).
    private mutating func append(_ scalar: Unicode.Scalar) {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        text += scalar == "\n" ? " " : "(U+\(String(scalar.value, radix: 16, uppercase: true)))"
      default:
        if scalar.isASCII, "\\`*_{}[]()<>#+!|~&$:@".unicodeScalars.contains(scalar) { text += "\\" }
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
