/// Reads TOML 1.0 into nodes with positions. Dates are kept as texts.
package struct TOMLReader {
  private var text: TextScanner
  private let limits: SettingsLimits
  private let root = TOMLTable(position: .start)
  /// Where assignments go: the table of the last header.
  private var current: TOMLTable
  /// How deep that table lies.
  private var currentDepth = 0
  private var values = 0

  package static func read(
    _ text: String, limits: SettingsLimits = SettingsLimits()
  ) throws(SettingsError) -> SettingsNode {
    var reader = Self(text: TextScanner(text), limits: limits)
    try reader.document()
    return reader.root.node
  }

  private init(text: TextScanner, limits: SettingsLimits) {
    self.text = text
    self.limits = limits
    current = root
  }

  private func error(_ words: String) -> SettingsError {
    SettingsError(.syntax, at: text.position, "not TOML: \(words)")
  }

  private mutating func document() throws(SettingsError) {
    while true {
      skipBlanks(acrossLines: true)
      guard let next = text.peek else { return }
      if next == "[" { try header() } else { try assignment() }
      skipBlanks(acrossLines: false)
      guard text.peek == nil || text.peek == "\n" else { throw error("the line should end here") }
    }
  }

  private mutating func header() throws(SettingsError) {
    let position = text.position
    text.advance()
    let isList = text.peek == "["
    if isList { text.advance() }
    skipBlanks(acrossLines: false)
    let path = try dottedKey(depth: 0)
    for _ in 0..<(isList ? 2 : 1) {
      guard text.peek == "]" else { throw error("']' should be here") }
      text.advance()
    }
    try count()
    guard root.open(path, isList: isList, at: position), let table = root.table(path.map(\.key)) else {
      throw repeated(path)
    }
    current = table
    currentDepth = path.count
  }

  private mutating func assignment() throws(SettingsError) {
    let path = try dottedKey(depth: currentDepth)
    guard text.peek == "=" else { throw error("'=' should be here") }
    text.advance()
    skipBlanks(acrossLines: false)
    let node = try value(depth: currentDepth + path.count - 1)
    guard current.set(path, node) else { throw repeated(path) }
  }

  private func repeated(_ path: [TOMLTable.Key]) -> SettingsError {
    SettingsError(.duplicateKey, at: path.last?.position, "a key or table stands twice")
  }

  private mutating func count() throws(SettingsError) {
    values += 1
    guard values <= limits.values else {
      throw SettingsError(.tooManyValues, at: text.position, "more than \(limits.values) values")
    }
  }

  /// - Parameter depth: of the table that it is a key of: each of its parts makes one more in it.
  private mutating func dottedKey(depth: Int) throws(SettingsError) -> [TOMLTable.Key] {
    var path: [TOMLTable.Key] = []
    while true {
      let position = text.position
      var key = ""
      if text.peek == "\"" || text.peek == "'" {
        key = try string()
      } else {
        while let scalar = text.peek, Self.isBare(scalar) {
          key.unicodeScalars.append(scalar)
          text.advance()
        }
        guard !key.isEmpty else { throw error("a key should be here") }
      }
      path.append(TOMLTable.Key(key: key, position: position))
      guard depth + path.count <= limits.depth else { throw SettingsError(.tooDeep, at: position, "nested too deep") }
      skipBlanks(acrossLines: false)
      guard text.peek == "." else { return path }
      text.advance()
      skipBlanks(acrossLines: false)
    }
  }

  private mutating func value(depth: Int) throws(SettingsError) -> SettingsNode {
    guard depth <= limits.depth else { throw SettingsError(.tooDeep, at: text.position, "nested too deep") }
    try count()
    let position = text.position
    switch text.peek {
    case "\"", "'": return SettingsNode(.scalar(SettingsScalar(try string(), .text)), at: position)
    case "[": return SettingsNode(.sequence(try array(depth)), at: position)
    case "{": return try inlineTable(depth)
    default: return SettingsNode(.scalar(try word()), at: position)
    }
  }

  private mutating func array(_ depth: Int) throws(SettingsError) -> [SettingsNode] {
    var elements: [SettingsNode] = []
    text.advance()
    skipBlanks(acrossLines: true)
    while text.peek != "]" {
      elements.append(try value(depth: depth + 1))
      skipBlanks(acrossLines: true)
      if text.peek == "," {
        text.advance()
        skipBlanks(acrossLines: true)
      } else if text.peek != "]" {
        throw error("a comma or ']' should be here")
      }
    }
    text.advance()
    return elements
  }

  private mutating func inlineTable(_ depth: Int) throws(SettingsError) -> SettingsNode {
    let table = TOMLTable(position: text.position)
    text.advance()
    skipBlanks(acrossLines: false)
    while text.peek != "}" {
      let path = try dottedKey(depth: depth)
      guard text.peek == "=" else { throw error("'=' should be here") }
      text.advance()
      skipBlanks(acrossLines: false)
      guard table.set(path, try value(depth: depth + path.count)) else { throw repeated(path) }
      skipBlanks(acrossLines: false)
      if text.peek == "," {
        text.advance()
        skipBlanks(acrossLines: false)
      } else if text.peek != "}" {
        throw error("a comma or '}' should be here")
      }
    }
    text.advance()
    return table.node
  }

  private mutating func word() throws(SettingsError) -> SettingsScalar {
    var word = ""
    while let scalar = text.peek, Self.isBare(scalar) || "+.:".unicodeScalars.contains(scalar) {
      word.unicodeScalars.append(scalar)
      text.advance()
    }
    guard !word.isEmpty else { throw error("a value should be here") }
    if word == "true" || word == "false" { return SettingsScalar(word, .boolean) }
    let scalar = SettingsScalar(plain: word)
    return scalar.kind == .number ? scalar : SettingsScalar(word, .text)
  }

  /// Basic and literal strings, of one line or of several.
  private mutating func string() throws(SettingsError) -> String {
    guard let quote = text.peek else { throw error("a text should be here") }
    let isLong = text.starts(with: String(repeating: Character(quote), count: 3))
    for _ in 0..<(isLong ? 3 : 1) { text.advance() }
    if isLong, text.peek == "\n" { text.advance() }
    let end = String(repeating: Character(quote), count: isLong ? 3 : 1)
    var value = String.UnicodeScalarView()
    while !text.starts(with: end) {
      guard let scalar = text.peek, isLong || scalar != "\n" else { throw error("a text is not ended") }
      text.advance()
      guard scalar == "\\", quote == "\"" else {
        value.append(scalar)
        continue
      }
      try escape(into: &value)
    }
    for _ in 0..<end.count { text.advance() }
    return String(value)
  }

  private mutating func escape(into value: inout String.UnicodeScalarView) throws(SettingsError) {
    guard let scalar = text.peek else { throw error("a text is not ended") }
    text.advance()
    let simple: [Unicode.Scalar: Unicode.Scalar] = [
      "b": "\u{8}", "t": "\t", "n": "\n", "f": "\u{c}", "r": "\r", "e": "\u{1b}", "\"": "\"", "\\": "\\",
    ]
    if let meant = simple[scalar] {
      value.append(meant)
    } else if scalar == "u" || scalar == "U" {
      var code: UInt32 = 0
      for _ in 0..<(scalar == "u" ? 4 : 8) {
        guard let digit = text.peek.flatMap({ Character($0).hexDigitValue }) else { throw error("hexadecimal digits") }
        code = code << 4 | UInt32(digit)
        text.advance()
      }
      value.append(Unicode.Scalar(code) ?? "\u{fffd}")
    } else if scalar == "\n" || scalar == " " || scalar == "\t" {
      while let next = text.peek, next.properties.isWhitespace { text.advance() }
    } else {
      throw error("an unknown escape")
    }
  }

  private mutating func skipBlanks(acrossLines: Bool) {
    while let scalar = text.peek {
      if scalar == "#" {
        while let next = text.peek, next != "\n" { text.advance() }
      } else if scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\u{feff}"
        || (acrossLines && scalar == "\n")
      {
        text.advance()
      } else {
        return
      }
    }
  }

  private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      && (scalar.properties.isAlphabetic || (48...57).contains(scalar.value) || scalar == "_" || scalar == "-")
  }
}
