import PatternMatching

extension PatternSource {
  init(_ expression: RegularExpression) {
    self.init(
      expression: expression.source, ignoresCase: expression.ignoresCase, isMultiline: expression.isMultiline,
      dotMatchesAll: expression.dotMatchesAll)
  }

  /// A wildcard at an end that need not be anchored is left out: it would only make the matcher work.
  init(_ pattern: ValuePattern, _ position: SearchValue.Position, isCased: Bool) {
    var tokens = pattern.tokens[...]
    let opensFreely = position == .end || position == .anywhere || tokens.first == .anyMany
    let closesFreely = position == .start || position == .anywhere || tokens.last == .anyMany
    if tokens.first == .anyMany { tokens.removeFirst() }
    if tokens.last == .anyMany { tokens.removeLast() }
    var expression = opensFreely ? "" : "\\A"
    for token in tokens { expression += Self.text(token) }
    if !closesFreely { expression += "\\z" }
    self.init(
      expression: expression, ignoresCase: !isCased, dotMatchesAll: true, countsCharacters: tokens.contains(.anyOne))
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
