import SettingsFiles
import Testing

@Suite struct YAMLReaderTests {
  private func read(_ text: String) throws -> SettingsNode { try #require(try YAMLReader.read(text).first) }

  @Test func valuesKnowTheirPlace() throws {
    let root = try read("a: 1\nlist:\n  - x: \"y\"\n    z: w # remark\n")
    #expect(root["a"]?.position == TextPosition(line: 1, column: 4))
    let item = try #require(root["list"]?.elements.first)
    #expect(item.position == TextPosition(line: 3, column: 5))
    #expect(item.members.map(\.keyPosition) == [TextPosition(line: 3, column: 5), TextPosition(line: 4, column: 5)])
    #expect(item["z"]?.text == "w")
  }

  @Test(
    arguments: [
      ("yes", SettingsScalar.Kind.boolean), ("'yes'", .text), ("12", .number), ("1.5", .number), ("1.2.3", .text),
      ("~", .null), ("2027-01-01", .text), ("abc", .text), ("8080:80", .text), ("\"\"", .text),
    ])
  func kinds(text: String, kind: SettingsScalar.Kind) throws {
    #expect(try read("v: \(text)")["v"]?.scalar?.kind == kind)
  }

  @Test func aliasesAndMergeKeysAreResolved() throws {
    let root = try read("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\nsame: *b\nstar: \"*b\"\ntext: |\n  *b\n")
    #expect(root["use"]?.members.map(\.key) == ["y", "x"])
    #expect(root["use"]?["y"]?.text == "3")
    #expect(root["same"] == root["base"])
    #expect(root["star"]?.text == "*b")
    #expect(root["text"]?.text == "*b\n")
  }

  @Test func severalDocumentsAreReadInOrder() throws {
    #expect(try YAMLReader.read("a: 1\n---\nb: 2\n").map { $0.members.map(\.key) } == [["a"], ["b"]])
  }

  @Test("a billion laughs ends at the limit", arguments: 0..<3)
  func billionLaughs(form: Int) {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...30 {
      let name = "*a\(level - 1)"
      let list = Array(repeating: name, count: 9).joined(separator: ", ")
      // As values, as keys (which a comparison would expand), and by merging.
      let forms = [
        "[\(list)]", "{? [\(list)] : x}", "{<<: [\(list)], k\(level): [\(list)]}",
      ]
      text += "a\(level): &a\(level) \(forms[form])\n"
    }
    #expect(throws: SettingsError.self) { try YAMLReader.read(text) }
  }

  @Test(
    "deep nesting is refused before it is read",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 5_000),
      String(repeating: "- ", count: 50_000) + "x", String(repeating: "? ", count: 50_000) + "x",
      (0..<1_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
    ])
  func deep(text: String) {
    do throws(SettingsError) {
      _ = try YAMLReader.read(text)
      Issue.record("read")
    } catch {
      #expect(error.code == .tooDeep)
    }
  }

  @Test(
    "whatever is no YAML is an error with a place",
    arguments: ["a: [", "\ta: 1", "a: 'x", "%FOO", "a: !!binary [", "&a", "- *nothing\n-\tx: :", "\"\\x\""])
  func noYAML(text: String) {
    do throws(SettingsError) { _ = try YAMLReader.read(text) } catch { #expect(error.message.contains("YAML")) }
  }
}
