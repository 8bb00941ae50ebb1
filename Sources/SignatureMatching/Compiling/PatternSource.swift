/// One pattern as the multi-pattern matcher takes it.
struct PatternSource: Hashable, Sendable {
  var expression: String
  var ignoresCase: Bool
  var isMultiline: Bool
  var dotMatchesAll: Bool
  /// `?` of a wildcard stands for one character, however many bytes it has.
  private var countsCharacters = false

  init(_ expression: RegularExpression) {
    self.expression = expression.source
    ignoresCase = expression.ignoresCase
    isMultiline = expression.isMultiline
    dotMatchesAll = expression.dotMatchesAll
  }

  /// A wildcard at an end that need not be anchored is left out: it would only make the matcher work.
  init(_ pattern: ValuePattern, _ position: SearchValue.Position, isCased: Bool) {
    var tokens = pattern.tokens[...]
    let opensFreely = position == .end || position == .anywhere || tokens.first == .anyMany
    let closesFreely = position == .start || position == .anywhere || tokens.last == .anyMany
    if tokens.first == .anyMany { tokens.removeFirst() }
    if tokens.last == .anyMany { tokens.removeLast() }
    expression = opensFreely ? "" : "\\A"
    for token in tokens { expression += Self.text(token) }
    countsCharacters = tokens.contains(.anyOne)
    if !closesFreely { expression += "\\z" }
    ignoresCase = !isCased
    isMultiline = false
    dotMatchesAll = true
  }

  /// Whether it must be read in characters rather than bytes. Reading bytes is much cheaper to compile and to match; the
  /// difference is what `.` and negated classes count.
  var needsCharacters: Bool { countsCharacters || expression.utf8.contains { $0 >= 0x80 } || namesWideCharacter }

  /// `\x{…}` beyond ASCII.
  private var namesWideCharacter: Bool {
    expression.split(separator: "\\x{").dropFirst().contains { part in
      (UInt32(part.prefix { $0 != "}" }, radix: 16) ?? 0) >= 0x80
    }
  }

  private static func text(_ token: ValuePattern.Token) -> String {
    switch token {
    case .literal(let text): text.unicodeScalars.map(escaped).joined()
    case .anyOne: "."
    case .anyMany: ".*"
    case .dash: "[-/\\x{2013}\\x{2014}\\x{2015}]"
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": String(scalar)
    default: "\\x{\(String(scalar.value, radix: 16))}"
    }
  }
}
