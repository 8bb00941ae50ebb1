import Testing

@testable import Detection

@Suite struct HiddenCharacterTests {
  @Test(
    "what writing needs does not count",
    arguments: [
      "\u{21a9}\u{fe0e} back", "1\u{fe0e}\u{20e3}", "\u{2764}\u{fe0f}", "\u{845b}\u{e0100}", "\u{2229}\u{fe00}",
      "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}", "\u{5e9}\u{2066}abc\u{2069}\u{5dd}",
    ])
  func honest(text: String) { #expect(HiddenCharacter.counts(in: text).isEmpty) }

  @Test(
    "what hides something does",
    arguments: [
      ("a\u{fe00}", HiddenCharacter.variationSelector, 1),
      ("\u{1f600}\u{fe01}\u{e0101}\u{e0102}", .variationSelector, 2),
      ("a\u{e0100}", .variationSelector, 1), ("abc\u{2066}def\u{2069}", .bidirectional, 2),
      ("\u{5e9}\u{202e}abc", .bidirectional, 1), ("x\u{e0041}\u{e0042}", .tag, 2), ("a\u{ad}b", .zeroWidth, 1),
      ("5\u{fe00}", .variationSelector, 1),
    ] as [(String, HiddenCharacter, Int)])
  func hiding(text: String, kind: HiddenCharacter, count: Int) {
    #expect(HiddenCharacter.counts(in: text) == [kind: count])
  }

  @Test(
    "soft hyphens within words are typography in prose, and nowhere else",
    arguments: [("Donau\u{ad}dampf", 0), (" \u{ad}\u{ad}", 2)])
  func softHyphens(text: String, count: Int) {
    #expect(HiddenCharacter.counts(in: text, isProse: true)[.zeroWidth] ?? 0 == count)
  }
}
