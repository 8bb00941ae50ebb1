/// The text of a value with its wildcards.
package struct ValuePattern: Hashable, Sendable {
  package enum Token: Hashable, Sendable {
    case literal(String)
    /// `?`
    case anyOne
    /// `*`
    case anyMany
    /// Any of the characters that can begin an option on some system (modifier `windash`).
    case dash
  }

  package private(set) var tokens: [Token] = []

  init(_ tokens: [Token]) { for token in tokens { append(token) } }

  package init(plain text: String) { if !text.isEmpty { tokens = [.literal(text)] } }

  /// Reads `*`, `?` and the backslash that takes their meaning away (Sigma rules, "Wildcard and escape characters").
  package init(wildcards text: String) {
    var literal = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        if scalar != "\\", scalar != "*", scalar != "?" { literal.unicodeScalars.append("\\") }
        literal.unicodeScalars.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "*" || scalar == "?" {
        append(.literal(literal))
        literal = ""
        append(scalar == "*" ? .anyMany : .anyOne)
      } else {
        literal.unicodeScalars.append(scalar)
      }
    }
    if isEscaped { literal.unicodeScalars.append("\\") }
    append(.literal(literal))
  }

  /// Joins neighbours that say the same.
  private mutating func append(_ token: Token) {
    if case .literal(let text) = token, text.isEmpty { return }
    if case .literal(let text) = token, case .literal(let before)? = tokens.last {
      tokens[tokens.count - 1] = .literal(before + text)
    } else if token != .anyMany || tokens.last != .anyMany {
      tokens.append(token)
    }
  }

  package var isEmpty: Bool { tokens.isEmpty }

  /// The text, when it has no wildcard.
  package var plainText: String? {
    if tokens.isEmpty { return "" }
    guard tokens.count == 1, case .literal(let text) = tokens[0] else { return nil }
    return text
  }

  /// Every dash that begins a word becomes any dash.
  func withAnyDash() -> Self {
    var result: [Token] = []
    for token in tokens {
      guard case .literal(let text) = token else {
        result.append(token)
        continue
      }
      result += Self.dashes(in: text)
    }
    return Self(result)
  }

  private static func dashes(in text: String) -> [Token] {
    let scalars = Array(text.unicodeScalars)
    var result: [Token] = []
    var literal = ""
    for (index, scalar) in scalars.enumerated() {
      let beginsWord =
        (index == 0 || !isWord(scalars[index - 1])) && index + 1 < scalars.count && isWord(scalars[index + 1])
      if beginsWord, scalar == "-" || scalar == "/" {
        result += [.literal(literal), .dash]
        literal = ""
      } else {
        literal.unicodeScalars.append(scalar)
      }
    }
    return result + [.literal(literal)]
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9" ~= scalar)
  }
}
