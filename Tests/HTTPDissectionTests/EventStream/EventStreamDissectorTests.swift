import ByteParsing
import HTTPDissection
import Testing

@Suite struct EventStreamDissectorTests {
  @Test("LF, CRLF and CR end lines alike", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) {
    let lines = ["event: message", "data: a", "data: b", "id: 7", "", ": ping", "", "data:c", "", ""]
    #expect(
      EventStreamTranscript.read([lines.joined(separator: end)]) == [
        .event(type: "message", data: "a\nb", id: "7"), .comment("ping"), .event(type: "", data: "c", id: nil),
      ])
  }

  @Test(arguments: [
    ("data\n\n", [EventStreamTranscript.Entry.event(type: "", data: "", id: nil)]),
    ("data:  two\n\n", [.event(type: "", data: " two", id: nil)]),
    ("data: a\ndata\ndata:\n\n", [.event(type: "", data: "a\n\n", id: nil)]),
    ("id: 1\ndata:\nretry: 3000\n\n", [.retry(3_000), .event(type: "", data: "", id: "1")]),
    ("id: a\0b\ndata: x\n\n", [.event(type: "", data: "x", id: nil)]),
    ("id\ndata: x\n\n", [.event(type: "", data: "x", id: "")]),
    ("retry: 3s\n\n", [.event(type: "", data: "", id: nil)]),
    ("data: x\nevent: late\n\n", [.event(type: "late", data: "x", id: nil)]),
    ("datum: x\nunknown field: y\nData: z\n\n", []),
    ("\n\n\n:\n\n", [.comment("")]),
    ("\u{FEFF}data: x\n\n", [.event(type: "", data: "x", id: nil)]),
    ("\u{FEFF}\u{FEFF}data: x\n\n", []),
    ("data: cut", [.truncated(type: "", data: "cut")]),
    ("data: cut\n", [.truncated(type: "", data: "cut")]),
    (":a: b\n", [.comment("a: b")]),
  ])
  func fieldRules(text: String, expected: [EventStreamTranscript.Entry]) {
    #expect(EventStreamTranscript.read([text]) == expected)
  }

  static let stream =
    "\u{FEFF}: hi\r\n\r\nevent: endpoint\r\ndata: /messages?id=1\r\n\r\nid: 1\rdata: {\r\ndata: }\n\nretry: 10\n"
    + "data\n\nnonsense: 1\ndata:x\r\r\n: ping - 2026\r\n\r\ndata: unfinished\r\n"

  @Test("how bytes are cut never changes what is emitted", arguments: 0...stream.utf8.count)
  func cutInvariance(cut: Int) {
    let bytes = Array(Self.stream.utf8)
    var dissector = EventStreamDissector(limit: 64)
    var transcript = EventStreamTranscript()
    for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
      dissector.receive(piece.span.bytes, into: &transcript)
    }
    dissector.finish(into: &transcript)
    let entries = transcript.entries
    let violations = transcript.violations
    #expect(entries == EventStreamTranscript.read([Self.stream]))
    #expect(violations.isEmpty)
  }

  @Test func byteByByteIsTheSame() {
    var dissector = EventStreamDissector(limit: 64)
    var transcript = EventStreamTranscript()
    for byte in Self.stream.utf8 { dissector.receive([byte].span.bytes, into: &transcript) }
    dissector.finish(into: &transcript)
    let entries = transcript.entries
    #expect(entries == EventStreamTranscript.read([Self.stream]))
  }

  @Test func aGapCutsTheEventAndTheNextBlankLineHeals() {
    let pieces = ["data: one\n\ndata: tw", "ee\ndata: more\n\ndata: four\n\n"]
    #expect(
      EventStreamTranscript.read(pieces, gaps: true) == [
        .event(type: "", data: "one", id: nil), .truncated(type: "", data: "tw"),
        .event(type: "", data: "four", id: nil),
      ])
  }

  @Test func anEventThatBeginsBehindAGapIsWhole() {
    #expect(
      EventStreamTranscript.read(["", "event: message\ndata: x\n\n"], gaps: true)
        == [.event(type: "message", data: "x", id: nil)])
  }

  @Test("a field is kept up to the limit", arguments: [(8, false), (9, true)])
  func fieldLimit(length: Int, isCut: Bool) {
    let name = String(repeating: "x", count: length)
    let entries = EventStreamTranscript.read(["event: \(name)\ndata: y\n\n"], limit: 8)
    #expect(entries.contains(.limit) == isCut)
    #expect(entries.last == .event(type: "xxxxxxxx", data: "y", id: nil))
  }
}
