import Testing

@testable import Detection

@Suite struct ClauseTokensTests {
  private func clauses(_ text: String) -> [[String]] {
    var tokens = ClauseTokens(Array(text.utf8))
    var clauses: [[String]] = []
    while let clause = tokens.next() { clauses.append(clause.map(\.text)) }
    return clauses
  }

  private func kinds(_ text: String) -> [ClauseToken.Kind] {
    var tokens = ClauseTokens(Array(text.utf8))
    return tokens.next()?.map(\.kind) ?? []
  }

  @Test("Clauses end at stops and at lines that do not go on in lower case")
  func ends() {
    #expect(clauses("One two. Three!") == [["one", "two"], ["three"]])
    #expect(clauses("One\n  two\n- three\n\nFour") == [["one", "two"], ["-", "three"], ["four"]])
    #expect(clauses("Version 1.2 of e.g. it") == [["version", "1", ".", "2", "of", "e", ".", "g"], ["it"]])
  }

  @Test(
    "Addresses and paths are one word",
    arguments: [
      ("https://a.example/b?c=d", .url), ("me+you@mail.example.org", .mail), ("api.evil.com/in", .domain),
      ("~/.ssh/id_rsa", .path), ("/etc/passwd", .path), (".env", .path), ("C:\\Users\\me", .path),
      ("0x52908400098527886E0F7030069857D2E4169EE7", .wallet), ("don't", .word), ("built-in", .word),
      ("snake_case", .word),
    ] as [(String, ClauseToken.Kind)])
  func kinds(text: String, kind: ClauseToken.Kind) { #expect(kinds(text) == [kind]) }

  @Test("Alternatives with a slash between them are no path, what has a dot or may hold secrets is")
  func alternatives() {
    #expect(kinds("tables/views") == [.word, .word])
    #expect(kinds("the 1st/2nd/3rd one") == [.word, .word, .word, .word])
    #expect(kinds("docs/list.md") == [.word, .path])
    #expect(kinds("name/") == [.word, .sign])
    #expect(kinds("keys/id_rsa") == [.word, .path])
  }

  @Test("Apostrophes of either kind are the same")
  func apostrophes() { #expect(clauses("user’s") == clauses("user's")) }

  @Test("Bytes that are no text, and ends anywhere, do no harm")
  func anyBytes() {
    for count in 0..<64 {
      for first in [UInt8(0x2e), 0x2f, 0x7e, 0x61, 0x40, 0xe2, 0xff, 0x3a, 0x0a, 0x30] {
        var tokens = ClauseTokens(Array(repeating: first, count: count) + [0xe2, 0x80])
        while tokens.next() != nil {}
      }
    }
  }

  @Test("A long text without an end is cut into clauses of bounded length")
  func long() {
    let clauses = clauses(String(repeating: "word ", count: 1_000))
    #expect(clauses.allSatisfy { $0.count <= ClauseTokens.longest })
    #expect(clauses.joined().count == 1_000)
  }

  @Test(
    "Time grows with the text and no faster",
    arguments: ["a.", "a-", "a/b", "~/", "a@", "x:", "..", "http:", "0x", "don't "])
  func linear(piece: String) {
    func time(_ count: Int) -> Duration {
      let text = Array(String(repeating: piece, count: count).utf8)
      let times = (0..<3).map { _ in
        ContinuousClock().measure {
          var tokens = ClauseTokens(text)
          while tokens.next() != nil {}
        }
      }
      return times.min() ?? .zero
    }
    // Sixteen times as long; a square of it would be 256 times.
    let (short, long) = (time(1_000), time(16_000))
    #expect(long < short * 96 + .milliseconds(500))
  }
}
