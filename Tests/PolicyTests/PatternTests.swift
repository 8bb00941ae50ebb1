import Policy
import Testing

@Suite struct PatternTests {
  @Test(
    arguments: [
      ("api.example", "API.example.", true), ("api.example", "xapi.example", false), ("*.example", "a.example", true),
      ("*.example", "a.b.example", true), ("*.example", "example", false), ("*.example", "badexample", false),
      ("*.example", ".example", false),
    ])
  func hostNames(pattern: String, name: String, matches: Bool) throws {
    #expect(try #require(HostNamePattern(parsing: pattern)).matches(name) == matches)
  }

  @Test(arguments: ["", ".", "*", "*.", "a..b", "-a.example", "a b", "a*.example", "*.*.example", "10.0.0.1", "a/24"])
  func noHostName(text: String) { #expect(HostNamePattern(parsing: text) == nil) }

  @Test(arguments: [("443", "443"), ("8000-8100", "8000-8100"), ("7-7", "7")])
  func ports(text: String, canonical: String) throws {
    #expect(try #require(PortRange(parsing: text)).description == canonical)
  }

  @Test(arguments: ["", "0", "65536", "9-8", "1-", "-1", "+1", "1-2-3", "http"])
  func noPorts(text: String) { #expect(PortRange(parsing: text) == nil) }

  @Test(
    arguments: [
      ("BCN-*", "BCN-01", true), ("BCN-*", "EXF-01", false), ("*", "", true), ("a", "ab", false),
      ("a*b*c", "abc", true),
      ("a*b*c", "acb", false), ("*a", "ba", true), ("a*a", "a", false), ("**", "x", true), ("", "", true),
      ("", "x", false),
    ])
  func wildcards(pattern: String, text: String, matches: Bool) {
    #expect(WildcardPattern(pattern).matches(text) == matches)
  }
}
