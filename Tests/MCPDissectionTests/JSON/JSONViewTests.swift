import Testing

@testable import MCPDissection

@Suite struct JSONViewTests {
  static let text = Array(#"{"a":1,"b":{"c":["x","y\n",{"d":null}]},"e":true,"a":2,"f":-2.5}"#.utf8)
  let view = JSONView(Self.text)

  @Test func membersAreFound() {
    #expect(view.member("b")?.member("c")?.elements.map(\.string) == ["x", "y\n", nil])
    #expect(view.member("e")?.bool == true)
    #expect(view.member("f")?.number == -2.5)
    #expect(view.member("missing") == nil)
  }

  @Test func ofDuplicatesTheLastCounts() { #expect(view.member("a")?.integer == 2) }

  @Test("a text cut off anywhere never traps, and its whole members are still read", arguments: 0...text.count)
  func truncation(length: Int) {
    let cut = JSONView(Array(Self.text.prefix(length)))
    let b = cut.member("b")
    #expect(b == nil || b?.member("c")?.elements.count == 3)
    _ = cut.elements
    _ = cut.string
  }
}
