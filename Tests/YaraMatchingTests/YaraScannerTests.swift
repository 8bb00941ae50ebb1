import Testing
import TrafficModel
import YaraMatching

@Suite struct YaraScannerTests {
  private func scanner(_ text: String, _ change: (inout YaraScanner.Limits) -> Void = { _ in }) throws -> YaraScanner {
    var limits = YaraScanner.Limits()
    change(&limits)
    return YaraScanner(try YaraRules(text, name: "test.yar"), limits: limits)
  }

  private let word = "rule word { strings: $a = \"needle\" condition: $a }"

  @Test func aHitNamesRuleTagsMetaAndStrings() throws {
    let scanner = try scanner(
      """
      rule two : first second {
        meta: description = "text" score = 70 flag = true
        strings: $a = "needle" $b = "straw" $hidden = "needle" private
        condition: any of them
      }
      """)
    let (hits, shortcomings) = scanner.scan("a needle in the hay")
    #expect(shortcomings.isEmpty)
    let hit = try #require(hits.first)
    #expect(hits.count == 1)
    #expect((hit.rule, hit.tags, hit.strings) == ("two", ["first", "second"], ["$a"]))
    #expect(hit.meta == ["description": "text", "score": "70", "flag": "1"])
  }

  @Test func whatDoesNotMatchIsSilent() throws { #expect(try scanner(word).scan("hay").hits.isEmpty) }

  @Test func privateRulesAreNotTold() throws {
    #expect(
      try scanner("private rule a { condition: true } rule b { condition: a }").scan("x").hits.map(\.rule) == ["b"])
  }

  @Test(arguments: [
    ("severity = \"CRITICAL\"", Severity.critical), ("threat_level = \"low\"", .low), ("score = 85", .high),
    ("score = 60", .medium), ("score = 40", .low), ("score = 10", .info), ("severity = \"odd\"", .medium),
    ("author = \"x\"", .medium),
  ])
  func severityComesFromMeta(_ meta: String, _ severity: Severity) throws {
    let hits = try scanner("rule r { meta: \(meta) condition: true }").scan("x").hits
    #expect(hits.first?.severity == severity)
  }

  @Test func techniquesAreFound() throws {
    let hits = try scanner("rule r : T1552 { meta: mitre = \"T1059.004, TA0002\" condition: true }").scan("x").hits
    #expect(hits.first?.mappings == [.attack("T1059.004"), .attack("T1552")])
  }

  @Test func aTextIsScannedUpToItsLimit() throws {
    let scanner = try scanner(word) { $0.textBytes = 16 }
    let atLimit = scanner.scan("0123456789needle")
    #expect((atLimit.hits.count, atLimit.shortcomings) == (1, []))
    let over = scanner.scan("0123456789_needle")
    #expect((over.hits.count, over.shortcomings) == (0, [.tooLong]))
  }

  @Test func noMoreRulesAreToldThanTheLimit() throws {
    let rules = (0..<4).map { "rule r\($0) { condition: true }" }.joined(separator: "\n")
    let atLimit = try scanner(rules) { $0.hits = 4 }.scan("x")
    #expect((atLimit.hits.count, atLimit.shortcomings) == (4, []))
    let over = try scanner(rules) { $0.hits = 3 }.scan("x")
    #expect((over.hits.count, over.shortcomings) == (3, [.tooManyMatches]))
  }

  /// Three nested loops over a thousand matches each would take minutes.
  private let slow = """
    rule slow { strings: $a = "a" condition:
      for all i in (1..#a) : ( for all j in (1..#a) : ( for all k in (1..#a) : ( @a[i] + @a[j] + @a[k] >= 0 ) ) ) }
    """

  @Test func aSlowRuleIsGivenUpAndAtLastLeftOut() throws {
    let scanner = try scanner(slow) {
      $0.scanTime = .milliseconds(50)
      $0.timeouts = 2
    }
    let text = String(repeating: "a", count: 4_000)
    #expect(scanner.scan(text).shortcomings == [.outOfTime])
    #expect(scanner.scan(text).shortcomings == [.leftOut])
    let after = scanner.scan(text)
    #expect(after.hits.isEmpty && after.shortcomings.isEmpty)
  }
}
