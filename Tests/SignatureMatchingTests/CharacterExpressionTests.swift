import SignatureMatching
import Testing

/// Expressions with something beyond ASCII in them.
@Suite struct CharacterExpressionTests {
  @Test(
    "match as characters",
    arguments: [
      ("don’t tell", "please don’t tell them", true), ("don’t tell", "please don't tell them", false),
      ("a[’é]b", "aéb", true), ("a[’é]b", "aèb", false), ("a[^x’]b", "a’b", false), ("a[^x’]b", "aéb", true),
      ("aé?b", "ab", true), ("aé?b", "aéb", true), ("^é{2}$", "éé", true), ("^é{2}$", "é", false),
      ("(é|ü)+z", "xéüz", true), (#"a\x{2019}b"#, "a’b", true), (#"a\x{2019}b"#, "a'b", false),
      (#"^\p{L}{6}$"#, "привет", true), (#"^\p{Cyrillic}+$"#, "привет", true), (#"^\p{Cyrillic}+$"#, "privet", false),
      (#"^[\p{Greek}-]+$"#, "α-β", true), (#"^\P{L}+$"#, "12", true), ("(*UTF8)^.{2}$", "éé", true),
      (#"^.[\x{200b}-\x{200d}]{2}$"#, "é\u{200b}\u{200c}", true), ("<é[^>]{0,140}x", "<é ’’’ x", true),
    ])
  func matching(expression: String, text: String, isMatch: Bool) throws {
    #expect(try Rule.matches("f|re: '\(expression.replacing("'", with: "''"))'", "f: \"\(text)\"") == isMatch)
  }

  @Test("Letters of two cases are one without regard to case")
  func cases() throws {
    #expect(try Rule.matches("f|re|i: 'ÉTÉ'", "f: \"l'été\""))
    #expect(try !Rule.matches("f|re: 'ÉTÉ'", "f: \"l'été\""))
  }

  private static let comment = #"<!--[^>]{0,200}(system|hidden) instructions?\b[^>]{0,400}\b(must|don’t)\b"#

  /// In characters it would take minutes to compile.
  @Test("A quotation mark in an expression with long counts matches within seconds")
  func literals() throws {
    #expect(try Rule.matches("f|re|i: '\(Self.comment)'", #"f: "<!-- hidden instruction: you don’t ask""#))
  }

  @Test(
    "What would be compiled for minutes is refused, and why is said",
    arguments: [
      comment.replacing("don’t", with: "don[’']?t"), "é?.{0,1000}x", "[é]([a-z]{1,20}-){10}", "é+x{151}",
      #"\x{2019}(a.{3,50}){4}"#, "É(.{0,80}b){2,}[a-z]{71}",
      #"(*UTF8)\p{L}{1,150}x\p{L}{1,300}y"#, #"(*UTF8)(*UCP)\w{1,1000}x"#, #"\p{L}{200}"#,
    ])
  func refusals(expression: String) throws {
    let text = Rule.text(
      detection: "selection: { f|re|i: '\(expression.replacing("'", with: "''"))' }", condition: "selection")
    let refusal = try #require(try Rule.set(text).refusals.first)
    #expect(refusal.problem.description.contains("write .* for"))
  }

  @Test(
    "Counts are read as they are meant",
    arguments: [
      #"é?[{]1000}x"#, #"é?a\{1000}"#, "é?a{1000", "é?[a{999}]b", "é?(a{10}){15}", "é?{x}", "[[:alpha:]é]{150}",
      #"é?[\]{]900}"#,
    ])
  func counts(expression: String) throws {
    let text = Rule.text(detection: "selection: { f|re: '\(expression)' }", condition: "selection")
    #expect(try !Rule.set(text).refusals.contains { $0.problem.description.contains("write .* for") })
  }
}
