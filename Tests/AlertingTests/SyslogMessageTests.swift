import Alerting
import EvidenceStore
import Testing
import TrafficModel

struct SyslogMessageTests {
  private func alert(title: String, tool: String) throws -> Alert {
    let record = """
      {"uid":"Z1","timestamp":"2026-11-22T20:01:54.391960123Z","detector":"SHD-03","severity":"high","title":\(quoted(title)),
      "explanation":"x","subject":{"server_ip":"192.0.2.80","server_port":8000,"tool":\(quoted(tool))}}
      """
    return try #require(Alert(record: Array(record.utf8)))
  }

  private func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map {
        "\\u" + String(repeating: "0", count: 4 - String($0.value, radix: 16).count) + String($0.value, radix: 16)
      }.joined() + "\""
  }

  @Test func aFindingIsOneMessageOfRFC5424() throws {
    let text = SyslogMessage(try alert(title: "A title", tool: "t"), facility: 16).text
    #expect(text.hasPrefix("<131>1 2026-11-22T20:01:54.391960Z "))
    #expect(
      text.hasSuffix(
        #" finding [egret@32473 id="Z1" detector="SHD-03" severity="high" server="192.0.2.80:8000" tool="t"] "#
          + "\u{feff}A title"))
  }

  /// What a peer chose ends neither the value nor the message, and moves no cursor.
  @Test(arguments: ["\"] <34>1 - fake", "a\nb\r\nc", "\u{1b}[2J", "\u{0}", "\u{202e}x", "]\\\"", "\u{2028}"])
  func whatAPeerChoseStaysInside(text: String) throws {
    let message = SyslogMessage(try alert(title: text, tool: text), facility: 16).text
    #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202e}" && $0 != "\u{2028}" })
    let data = try #require(message.firstRange(of: "tool=\""))
    var rest = message[data.upperBound...].unicodeScalars
    var value = ""
    while let scalar = rest.popFirst(), scalar != "\"" {
      #expect(scalar != "]")
      value.unicodeScalars.append(scalar == "\\" ? (rest.popFirst() ?? " ") : scalar)
    }
    #expect(String(rest).hasPrefix("] \u{feff}"))
    #expect(value.contains(text.filter { $0 == "]" }))
  }

  @Test func aMessageFitsIntoADatagram() throws {
    let long = String(repeating: "ü\"", count: 10_000)
    #expect(SyslogMessage(try alert(title: long, tool: long), facility: 23).text.utf8.count <= 2_048)
  }
}
