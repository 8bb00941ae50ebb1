import Testing
import TrafficModel

@testable import Presentation

@Suite struct ColumnTableTests {
  private func table() -> ColumnTable {
    var table = ColumnTable([.init("NAME", minimum: 4), .init("SIZE", alignsRight: true)])
    table.append(["a-rather-long-name", "7"])
    table.append(["中文", "1234"])
    return table
  }

  @Test func columnsAlign() {
    #expect(
      table().lines(width: 80) == [
        "NAME                SIZE", "a-rather-long-name     7", "中文                1234",
      ])
  }

  @Test("no line is wider than asked", arguments: 1...40)
  func width(width: Int) {
    for line in table().lines(width: width) {
      #expect(line.reduce(0) { $0 + TerminalText.width(of: $1) } <= width)
    }
  }

  @Test func gapsNarrowBeforeColumnsShrinkBelowTheirLeast() {
    #expect(table().lines(width: 9) == ["NAME SIZE", "a-r…    7", "中文 1234"])
  }

  @Test(
    "nothing a peer wrote can control the terminal",
    arguments: ["\u{1b}[31mred", "a\nb", "\u{202e}abc", "\u{200b}", "\u{7f}", "\u{e0041}", "\r"])
  func hostileText(text: String) {
    let shown = TerminalText(UntrustedText(text)).text
    #expect(shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    #expect(shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format })
    #expect(shown.contains("<U+"))
  }
}
