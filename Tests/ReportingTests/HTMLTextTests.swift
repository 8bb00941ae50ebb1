import Reporting
import Testing
import TrafficModel

@Suite struct HTMLTextTests {
  @Test(
    "what a peer says never becomes markup",
    arguments: [
      ("<script>alert(1)</script>", "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>"),
      ("\" onload='x'", "<bdi>&quot; onload=&#39;x&#39;</bdi>"), ("a\u{202E}b", "<bdi>a<mark>U+202E</mark>b</bdi>"),
      ("\u{1B}[31m", "<bdi><mark>U+1B</mark>[31m</bdi>"), ("\0", "<bdi><mark>U+0</mark></bdi>"),
      ("\u{E0041}", "<bdi><mark>U+E0041</mark></bdi>"), ("one\ntwo", "<bdi>one<br>two</bdi>"),
    ])
  func escaped(text: String, markup: String) {
    let html: HTMLText = "\(UntrustedText(text))"
    #expect(html.markup == markup)
  }

  @Test func ourOwnWordsAreEscapedToo() {
    let html: HTMLText = "<p>\(own: "a < b & c")</p>"
    #expect(html.markup == "<p>a &lt; b &amp; c</p>")
  }

  @Test func longTextIsCutWithACount() {
    let html: HTMLText = "\(UntrustedText(String(repeating: "x", count: 1_000_000)))"
    #expect(html.markup.utf8.count < 1_200)
    #expect(html.markup.contains("999000 more characters"))
  }

  @Test func attributesHoldNoMarkup() {
    let html: HTMLText = "<title>\(plain: UntrustedText("<a>\u{202E}\""))</title>"
    #expect(html.markup == "<title>&lt;a&gt;U+202E&quot;</title>")
  }
}
