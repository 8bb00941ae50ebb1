import SettingsFiles
import Testing

@Suite struct TOMLReaderTests {
  @Test func tablesListsAndDottedKeysAreJoined() throws {
    let root = try TOMLReader.read(
      "top = 1\n[a]\nb.c = \"x\"\n[a.d]\ne = true\n[[l]]\nn = 1\n[l.m]\no = 1\n[[l]]\nn = 2\ni = { p = 1, q.r = 'lit' }\n"
    )
    #expect(root["a"]?["b"]?["c"]?.text == "x")
    #expect(root["a"]?["d"]?["e"]?.boolean == true)
    #expect(root["l"]?.elements.map { $0["n"]?.integer } == [1, 2])
    #expect(root["l"]?.elements.first?["m"]?["o"]?.integer == 1)
    #expect(root["l"]?.elements.last?["i"]?["q"]?["r"]?.text == "lit")
    #expect(root["a"]?["d"]?["e"]?.position == TextPosition(line: 5, column: 5))
  }

  @Test(arguments: [
    (#""a\tb\u0041""#, "a\tbA"), ("'a\\b'", "a\\b"), ("\"\"\"\na\nb\"\"\"", "a\nb"), ("'''a'b'''", "a'b"),
    ("\"\"\"a \\\n   b\"\"\"", "a b"), ("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), ("0x1f", "0x1f"),
    ("1_000", "1_000"),
  ])
  func values(toml: String, text: String) throws { #expect(try TOMLReader.read("v = \(toml)")["v"]?.text == text) }

  @Test func arraysMayRunOverLinesWithRemarks() throws {
    let root = try TOMLReader.read("v = [ # one\n  1,\n  [2, 3], # two\n]\n")
    #expect(root["v"]?.elements.map(\.elements.count) == [0, 2])
  }

  @Test(arguments: [
    "a", "a =", "= 1", "[a", "[[a]", "a = [1", "a = {b = 1", "a = \"x", "a = 1 2", "a = 1\na = 2", "a = 1\n[a]",
    "a = \"\\q\"",
  ])
  func noTOML(text: String) { #expect(throws: SettingsError.self) { try TOMLReader.read(text) } }

  /// Headers, dotted keys and inline tables each stay below the limit; what they make together must, too.
  @Test(
    "all ways to nest count together",
    arguments: [
      "\(long("a")) = {\(long("b")) = 1}", "[\(long("a"))]\n\(long("b")) = 1", "[\(long("a"))]\nb = {\(long("c")) = 1}",
      "a = {\(long("b")) = {\(long("c")) = 1}}", "[\(long("a"))]\nb = \(String(repeating: "[", count: 40))",
    ])
  func nesting(text: String) {
    let error = #expect(throws: SettingsError.self) { try TOMLReader.read(text) }
    #expect(error?.code == .tooDeep)
  }

  @Test func whatNestsWithinTheLimitIsRead() throws {
    let key = Array(repeating: "a", count: 32).joined(separator: ".")
    #expect(try TOMLReader.read("[\(key)]\n\(key) = 1")["a"]?["a"] != nil)
  }

  private static func long(_ key: String) -> String { Array(repeating: key, count: 40).joined(separator: ".") }
}
