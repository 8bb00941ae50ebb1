import Testing

@testable import Detection

@Suite struct ClauseRuleTests {
  private let lexicon = ClauseLexicon.shared

  private func isMet(_ line: String, _ text: String) throws -> Bool {
    let rule = try #require(ClauseRule(line[...], of: .order, in: lexicon))
    var words = ClauseWords(tool: "lookup", parameters: ["memo"])
    var tokens = ClauseTokens(Array(text.utf8))
    words.read(tokens.next() ?? [])
    return rule.isMet(by: words.classes, words.all)
  }

  @Test func wordsMustComeInOrderAndNearEnough() throws {
    #expect(try isMet("1.0 modal 2 read", "You must also always read it"))
    #expect(try !isMet("1.0 modal 2 read", "Read what you must"))
    #expect(try !isMet("1.0 modal 1 read", "You must in time read it"))
    // A later beginning counts as well as the first.
    #expect(try isMet("1.0 modal 0 read", "You must, and everybody must read it"))
  }

  @Test func wordsInAnyOrder() throws {
    #expect(try isMet("1.0 modal & read", "Read what you must"))
    #expect(try !isMet("1.0 modal & read", "Read it"))
  }

  @Test func excludedWordsPreventIt() throws {
    #expect(try isMet("1.0 modal & read !until", "You must read it"))
    #expect(try !isMet("1.0 modal & read !until", "You must read it unless told so"))
  }

  @Test func oneOfSeveralClasses() throws {
    #expect(try isMet("1.0 read|send 0 PATH|PARAMETER", "Send memo"))
    #expect(try isMet("1.0 read|send 0 PATH|PARAMETER", "Reading /etc/motd"))
  }

  @Test(
    "Lines that are no rule", arguments: ["", "modal", "1.0", "1.0 nosuchclass", "1.0 modal|nosuchclass", "x modal"])
  func refused(line: String) { #expect(ClauseRule(line[...], of: .order, in: lexicon) == nil) }

  @Test func formsOfWordsAreMade() {
    #expect(ClauseLexicon.formsOfVerb("include") == ["include", "includes", "included", "including"])
    #expect(ClauseLexicon.formsOfVerb("copy") == ["copy", "copies", "copied", "copying"])
    #expect(ClauseLexicon.formsOfVerb("put").contains("putting"))
    #expect(ClauseLexicon.formsOfVerb("pass") == ["pass", "passes", "passed", "passing"])
    #expect(ClauseLexicon.formsOfNoun("query") == ["query", "queries"])
  }
}
