/// Reads JSON with the liberties that editors take in settings: comments, trailing commas, a byte-order mark.
///
/// A key that stands twice is kept twice: which one counts differs from program to program, and a reader may want to know.
package struct JSONReader {
  private let scalars: [Unicode.Scalar]
  private let limits: SettingsLimits
  private var index = 0
  private var position = TextPosition.start
  private var values = 0

  package static func read(
    _ text: String, limits: SettingsLimits = SettingsLimits()
  ) throws(SettingsError) -> SettingsNode {
    var reader = Self(text, limits)
    if reader.peek == "\u{feff}" { reader.index += 1 }
    try reader.skipBlanks()
    let node = try reader.value(depth: 0)
    try reader.skipBlanks()
    guard reader.peek == nil else { throw reader.error("something stands behind the end") }
    return node
  }

  private init(_ text: String, _ limits: SettingsLimits) {
    scalars = Array(text.unicodeScalars)
    self.limits = limits
  }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func advance() {
    position =
      scalars[index] == "\n"
      ? TextPosition(line: position.line + 1, column: 1)
      : TextPosition(line: position.line, column: position.column + 1)
    index += 1
  }

  private func error(_ words: String) -> SettingsError { SettingsError(.syntax, at: position, "not JSON: \(words)") }

  private mutating func value(depth: Int) throws(SettingsError) -> SettingsNode {
    guard depth <= limits.depth else {
      throw SettingsError(.tooDeep, at: position, "nested too deep to be settings")
    }
    values += 1
    guard values <= limits.values else {
      throw SettingsError(.tooManyValues, at: position, "more than \(limits.values) values")
    }
    let start = position
    switch peek {
    case "{": return SettingsNode(.mapping(try members(depth)), at: start)
    case "[": return SettingsNode(.sequence(try elements(depth)), at: start)
    case "\"": return SettingsNode(.scalar(SettingsScalar(try string(), .text)), at: start)
    case nil: throw error("it ends where a value should be")
    default: return SettingsNode(.scalar(try word()), at: start)
    }
  }

  private mutating func members(_ depth: Int) throws(SettingsError) -> [SettingsMember] {
    var members: [SettingsMember] = []
    advance()
    try skipBlanks()
    while peek != "}" {
      guard peek == "\"" else { throw error("a key in double quotes should be here") }
      let keyPosition = position
      let key = try string()
      try skipBlanks()
      guard peek == ":" else { throw error("a colon should be here") }
      advance()
      try skipBlanks()
      members.append(SettingsMember(key: key, keyPosition: keyPosition, value: try value(depth: depth + 1)))
      try endOfItem("}")
    }
    advance()
    return members
  }

  private mutating func elements(_ depth: Int) throws(SettingsError) -> [SettingsNode] {
    var elements: [SettingsNode] = []
    advance()
    try skipBlanks()
    while peek != "]" {
      elements.append(try value(depth: depth + 1))
      try endOfItem("]")
    }
    advance()
    return elements
  }

  private mutating func endOfItem(_ end: Unicode.Scalar) throws(SettingsError) {
    try skipBlanks()
    guard peek != end else { return }
    guard peek == "," else { throw error("a comma or '\(end)' should be here") }
    advance()
    try skipBlanks()
  }

  private mutating func word() throws(SettingsError) -> SettingsScalar {
    var text = ""
    while let scalar = peek, scalar.isASCII,
      scalar.properties.isAlphabetic || "+-.0123456789".unicodeScalars.contains(scalar)
    {
      text.unicodeScalars.append(scalar)
      advance()
    }
    switch text {
    case "true", "false": return SettingsScalar(text, .boolean)
    case "null": return SettingsScalar(text, .null)
    default:
      guard Double(text) != nil else { throw error("a value should be here") }
      return SettingsScalar(text, .number)
    }
  }

  private mutating func string() throws(SettingsError) -> String {
    var text = String.UnicodeScalarView()
    advance()
    while let scalar = peek, scalar != "\"" {
      guard scalar != "\n" else { throw error("a text is not ended on its line") }
      advance()
      text.append(scalar == "\\" ? try escape() : scalar)
    }
    guard peek != nil else { throw error("a text is not ended") }
    advance()
    return String(text)
  }

  private mutating func escape() throws(SettingsError) -> Unicode.Scalar {
    guard let scalar = peek else { throw error("a text is not ended") }
    advance()
    switch scalar {
    case "\"", "\\", "/": return scalar
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let high = try hexadecimal()
      guard (0xd800..<0xdc00).contains(high), peek == "\\", index + 1 < scalars.count, scalars[index + 1] == "u" else {
        return Unicode.Scalar(high) ?? "\u{fffd}"
      }
      advance()
      advance()
      let low = try hexadecimal()
      guard (0xdc00..<0xe000).contains(low) else { return "\u{fffd}" }
      return Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00)) ?? "\u{fffd}"
    default: throw error("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(SettingsError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let scalar = peek, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw error("four hexadecimal digits should be here")
      }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return value
  }

  private mutating func skipBlanks() throws(SettingsError) {
    while let scalar = peek {
      if scalar == "/" {
        try skipComment()
      } else if [" ", "\t", "\n", "\r"].contains(scalar) {
        advance()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(SettingsError) {
    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
    if next == "/" {
      while let scalar = peek, scalar != "\n" { advance() }
    } else if next == "*" {
      advance()
      advance()
      while index + 1 < scalars.count, !(scalars[index] == "*" && scalars[index + 1] == "/") { advance() }
      guard index + 1 < scalars.count else { throw error("a comment is not ended") }
      advance()
      advance()
    } else {
      throw error("a value should be here")
    }
  }
}
