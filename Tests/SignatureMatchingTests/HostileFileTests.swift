import SignatureLoading
import SignatureMatching
import Testing

/// Files of rules come from others: none may keep the reader busy, and none may end it.
@Suite struct HostileFileTests {
  @Test("a billion laughs end at the limit", .timeLimit(.minutes(1)), arguments: 0..<2)
  func laughs(form: Int) {
    var text = "title: x\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      // As values, and as keys, which are compared with each other.
      text += "a\(level): &a\(level) " + ["[\(list)]", "{? [\(list)] : x}"][form] + "\n"
    }
    #expect(throws: SignatureProblem.self) { try YAMLReader.documents(text) }
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func nesting(part: String) {
    let text = "title: x\na:\n " + String(repeating: part, count: 5_000)
    #expect(throws: SignatureProblem.self) { try YAMLReader.documents(text) }
  }

  @Test func numbersKeepTheirText() throws {
    let node = try #require(try YAMLReader.documents("{a: 1_000, b: 0.50, c: 1:30, d: .inf, e: 'yes', f: yes}").first)
    #expect(node["a"]?.content == .number(1_000, text: "1_000"))
    #expect(node["b"]?.content == .number(0.5, text: "0.50"))
    #expect(node["c"]?.content == .text("1:30"))
    #expect(node["d"]?.content == .text(".inf"))
    #expect(node["e"]?.content == .text("yes"))
    #expect(node["f"]?.content == .bool(true))
  }
}
