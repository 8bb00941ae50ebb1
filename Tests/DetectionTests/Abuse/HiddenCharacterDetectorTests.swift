import Detection
import Testing
import TrafficModel

@Suite struct HiddenCharacterDetectorTests {
  @Test(
    "one hidden character in a definition is one claim",
    arguments: [
      "\u{E0041}", "\u{200B}", "\u{2060}", "\u{202E}", "\u{2067}", "\u{3164}", "\u{FE01}", "\u{E0101}", "\u{00AD}",
    ])
  func hidden(character: String) {
    let findings = claims(
      HiddenCharacterDetector(), [.toolDefinition(Example.definition("add", "Adds\(character) two."))])
    #expect(findings.map(\.severity) == [.high])
  }

  @Test(
    "what people write is no claim",
    arguments: ["Adds two.", "❤️ adds", "👨‍👩‍👧 family", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 flag", "שלום", "क्‍ष", "naïve 日本語", "\u{FEFF}Adds"])
  func ordinary(text: String) {
    #expect(claims(HiddenCharacterDetector(), [.toolDefinition(Example.definition("add", text))]).isEmpty)
  }

  @Test func aNameInMixedScriptsIsAClaim() {
    #expect(claims(HiddenCharacterDetector(), [.toolDefinition(Example.definition("sеarch"))]).count == 1)
    #expect(claims(HiddenCharacterDetector(), [.toolDefinition(Example.definition("поиск"))]).isEmpty)
  }

  @Test("a result needs several", arguments: [(7, 0), (8, 1)])
  func result(count: Int, claimed: Int) {
    let text = String(repeating: "\u{200B}", count: count)
    let call = Example.call(result: "{\"content\":[{\"type\":\"text\",\"text\":\"a\(text)\"}]}")
    #expect(claims(HiddenCharacterDetector(), [.toolCall(call)]).count == claimed)
  }
}
