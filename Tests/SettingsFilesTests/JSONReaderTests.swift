import SettingsFiles
import Testing

@Suite struct JSONReaderTests {
  @Test func valuesKnowTheirPlace() throws {
    let root = try JSONReader.read("{\n  \"a\": [1, true,\n    null],\n  \"b\": {\"c\": \"d\"}\n}")
    #expect(root["a"]?.elements.map(\.position.line) == [2, 2, 3])
    #expect(root["b"]?["c"]?.position == TextPosition(line: 4, column: 14))
    #expect(root.members[1].keyPosition == TextPosition(line: 4, column: 3))
  }

  @Test func editorsLibertiesAreTaken() throws {
    let root = try JSONReader.read("\u{feff}// servers\n{ /* one */ \"a\": 1, // two\n \"b\": [2,],\n}\n")
    #expect(root["a"]?.integer == 1)
    #expect(root["b"]?.elements.map(\.integer) == [2])
  }

  @Test func aRepeatedKeyIsKeptTwice() throws {
    #expect(try JSONReader.read(#"{"a": 1, "a": 2}"#).members.map(\.key) == ["a", "a"])
  }

  @Test(
    arguments: [
      (#""\u0041\n\/\"""#, "A\n/\""), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{fffd}"),
      (#""\ud83d\u0041""#, "\u{fffd}"),
    ])
  func escapes(json: String, text: String) throws { #expect(try JSONReader.read(json).text == text) }

  @Test(
    arguments: [
      "", "{", "[1", "{\"a\" 1}", "{a: 1}", "[1 2]", "{} x", "\"a", "\"a\nb\"", "tru", "/", "/*", "\"\\u12\"",
      "\"\\q\"",
      "-", "[,]", "{,}",
    ])
  func noJSON(text: String) { #expect(throws: SettingsError.self) { try JSONReader.read(text) } }

  @Test func deepAndWideAreBounded() {
    #expect(throws: SettingsError.self) { try JSONReader.read(String(repeating: "[", count: 1_000_000)) }
    #expect(throws: SettingsError.self) { try JSONReader.read("[" + String(repeating: "1,", count: 200_000) + "1]") }
  }
}
