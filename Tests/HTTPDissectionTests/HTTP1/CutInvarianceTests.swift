import HTTPDissection
import Testing
import TrafficModel

@Suite struct CutInvarianceTests {
  static let chunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/event-stream\r\n\r\n"
    + "15\r\ndata: {\"a\":\"bcd\"}\r\n\r\n\r\n3;x\r\n: a\r\n0\r\nA: b\r\n\r\n"

  static let dialogues: [Dialogue] = [
    Dialogue(
      .client(HTTP1ConversationTests.post + "\r\nGET /a?b=c HTTP/1.1\r\nHost: [::1]\r\nX: y\r\n z\r\n\r\n"),
      .server(HTTP1ConversationTests.ok + chunked)),
    Dialogue(
      .client("POST / HTTP/1.1\nContent-Length : 3\n\nabcPUT /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"),
      .client("5\r\nhello\r\n1\n!\r\n0\r\n\r\nHEAD / HTTP/1.1\r\n\r\n"),
      .server("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"),
      .server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"),
      .server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")),
    Dialogue(
      .client("tail of a body}}POST /mcp HTTP/1.1\r\nContent-Length: 2\r\n\r\nab"),
      .server("4a\r\nrest of a chunk\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"), midstream: true),
    Dialogue(
      .client("nonsense\r\nGET / HTTP/1.1\r\n\r\n"),
      .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n2\r\nok\r\n0\r\n\r\n")),
  ]

  @Test("how bytes are cut never changes the exchanges", arguments: dialogues.indices)
  func everyCut(index: Int) {
    let dialogue = Self.dialogues[index]
    let expected = dialogue.run(time: { _ in 0 })
    #expect(expected.violations.isEmpty)
    for cut in 1..<dialogue.byteCount {
      let transcript = dialogue.cut(at: cut).run(time: { _ in 0 })
      #expect(transcript.entries == expected.entries, "cut at \(cut)")
      #expect(transcript.anomalies == expected.anomalies, "cut at \(cut)")
      #expect(transcript.violations.isEmpty, "cut at \(cut)")
    }
    for size in 1...7 {
      let transcript = dialogue.cut(every: size).run(time: { _ in 0 })
      #expect(transcript.entries == expected.entries, "pieces of \(size)")
      #expect(transcript.anomalies == expected.anomalies, "pieces of \(size)")
    }
  }
}
