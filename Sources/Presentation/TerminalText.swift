package import TrafficModel

/// Text that is safe to write to a terminal: no control, bidirectional or invisible character of a peer reaches it raw.
package struct TerminalText: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  package let text: String

  /// Our own words.
  package init(stringLiteral text: String) { self.text = text }

  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// A peer's words, at most `limit` characters of them, hidden characters made visible.
  package init(_ untrusted: UntrustedText, limit: Int = 200) {
    var shown = ""
    var count = 0
    for scalar in untrusted.rawTextForMatchingAndStorage.unicodeScalars {
      guard count < limit else {
        shown += "…"
        break
      }
      count += 1
      Self.append(scalar, to: &shown)
    }
    text = shown
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      text += "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
    default: text.unicodeScalars.append(scalar)
    }
  }

  /// Columns of a terminal it takes: wide East Asian characters and emoji take two, combining marks none.
  package var width: Int { text.reduce(0) { $0 + Self.width(of: $1) } }

  static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return 1 }
    if scalar.properties.generalCategory == .nonspacingMark { return 0 }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }

  /// The text cut or filled to exactly `width` columns.
  func fitted(to width: Int, alignsRight: Bool) -> String {
    let own = self.width
    guard own > width else {
      let space = String(repeating: " ", count: width - own)
      return alignsRight ? space + text : text + space
    }
    var cut = ""
    var used = 0
    for character in text {
      let next = Self.width(of: character)
      guard used + next <= width - 1 else { break }
      cut.append(character)
      used += next
    }
    return cut + String(repeating: " ", count: max(0, width - 1 - used)) + (width > 0 ? "…" : "")
  }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""
    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }
    package mutating func appendInterpolation(_ own: TerminalText) { text += own.text }
    package mutating func appendInterpolation(_ untrusted: UntrustedText) { text += TerminalText(untrusted).text }
    package mutating func appendInterpolation(_ endpoint: Endpoint) { text += endpoint.description }
    package mutating func appendInterpolation(_ address: IPAddress) { text += address.description }
  }
}
